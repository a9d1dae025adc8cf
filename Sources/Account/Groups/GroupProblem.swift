internal import Recipients

/// What can be wrong with the groups and backups that a command names.
enum GroupProblem {
    /// There is no group with the name.
    /// - Parameter isTarget: Whether the statement could also create the group.
    case unknown(String, Whereabouts?, nearest: String?, isTarget: Bool)
    /// Another group has the name that a group is to get.
    case nameTaken(String, by: NewName)
    /// A field of a new group is named twice; the index is that of its second occurrence.
    case fieldNamedTwice(String, index: Int)
    /// A change would give a group more fields, counting former ones, than its manifest may have.
    case tooManyFields(group: String, count: Int, limit: Int)
    /// No backup has the id. The newest id is 0 if there have never been backups.
    case unknownBackup(Int, newest: Int)
    /// The group has no backup; an earlier group with its name may have some.
    case noBackup(ofGroup: String, earlier: EarlierGroup?)
    /// An older version made the backup, without recording the state after the change.
    case noStateAfter(Int, group: String)
    /// The backup has expired; the instant may no longer be known.
    case expiredBackup(Int, at: ZonedInstant?)
    /// It has expired only because the clock made a leap, and its data still exists.
    case waitingBackup(Int, at: ZonedInstant, until: ZonedInstant)
    /// The group was deleted before the instant that was asked for.
    case deletedBefore(ZonedInstant, group: String)

    /// What happened to a group that cannot be found by its name.
    enum Whereabouts {
        /// It was deleted.
        case deleted(LastState)
        case renamed(to: String)
        case renamedAndDeleted(String, LastState)
        /// It was deleted, and nothing can bring it back: it has no backups any more.
        /// - Parameters:
        ///   - newName: The name that it had then, if that was another one.
        ///   - at: When it was deleted.
        ///   - last: Its last backup; nil if it never had one.
        case gone(newName: String?, at: ZonedInstant, last: LastBackup?)
        /// It was never a group: a backup has this id.
        case backup(Int)

        fileprivate var help: String {
            switch self {
            case .deleted(let state): "it was deleted\(state.help)"
            case .renamed(let name): "it was renamed to \(name.quoted)"
            case .renamedAndDeleted(let name, let state):
                "it was renamed to \(name.quoted) and then deleted\(state.help)"
            case .gone(let newName, let instant, let last):
                "it was \(newName.map { "renamed to \($0.quoted) and " } ?? "")deleted at \(instant), "
                    + (last.map { "and its last backup \($0.expiry.map { "expired at \($0)" } ?? "has expired")" }
                        ?? "and left no backup")
            case .backup(let id): "for the backup with this id, write: backup \(id)"
            }
        }
    }

    /// The newest backup of a group that was deleted.
    struct LastState {
        let backup: Int
        /// When it was made, and how many recipients it holds, if that was before the deletion: then the deletion left
        /// no backup.
        let earlier: (made: ZonedInstant, recipients: Int)?

        fileprivate var help: String {
            guard let earlier else { return "; bring it back with: restore backup \(backup)" }
            return ", and the deletion left no backup; its newest backup holds the state at \(earlier.made) "
                + "(\(counted(earlier.recipients, "recipient", "recipients"))): restore backup \(backup)"
        }
    }

    /// A backup of which nothing is left.
    struct LastBackup {
        /// When it expired; nil if that is no longer known.
        let expiry: ZonedInstant?
    }

    /// How a group was to get a name that is taken.
    enum NewName {
        /// By `create group`.
        case created
        /// By a statement that creates the group for its rows, and could also use the group that has the name.
        case target(RowSource)
        case renamed

        fileprivate var help: String {
            switch self {
            case .created: "choose another name, or use the group that exists"
            case .target(let source): "choose another name, or leave out \"new\" to \(source.verb) into it"
            case .renamed: "choose another name"
            }
        }
    }

    /// The statement whose rows are to go into a group.
    enum RowSource {
        case file, backup

        fileprivate var verb: String {
            switch self {
            case .file: "import"
            case .backup: "restore"
            }
        }
    }

    var failure: Failure {
        switch self {
        case .unknown(let name, let whereabouts, let nearest, let isTarget):
            Failure(
                .unknownGroup, "there is no group \(name.quoted)",
                help: whereabouts?.help ?? Self.help(for: name, nearest, isTarget: isTarget), about: .group)
        case .nameTaken(let name, let use):
            Failure(.duplicateGroup, "there is already a group \(name.quoted)", help: use.help, about: .newName)
        case .fieldNamedTwice(let name, let index):
            Failure(
                .invalidValue, "the field \(name.quoted) is named twice", help: "leave one of them out",
                about: .newField(index))
        case .tooManyFields(let group, let count, let limit):
            Failure(
                .invalidValue,
                "the group \(group.quoted) would have \(NumberText.grouped(count)) fields, with those of its backups; "
                    + "at most \(NumberText.grouped(limit)) are possible",
                help: "leave columns out with --map COLUMN=")
        case .unknownBackup(let id, let newest):
            Failure(
                .unknownBackup, "there is no backup \(id)",
                help: newest == 0
                    ? "the account has no backups yet" : "\"backups\" lists them; the newest id is \(newest)",
                about: .backup)
        case .noBackup(let group, let earlier):
            Failure(.unknownBackup, "the group \(group.quoted) has no backup", help: earlier?.help, about: .backup)
        case .noStateAfter(let id, let group):
            Failure(
                .unknownBackup,
                "backup \(id) of \(group.quoted) has no record of the state after the change it was made for",
                help: "an older version of cbs made it; compare it with another state, such as the next backup",
                about: .backup)
        case .expiredBackup(let id, let instant):
            Failure(
                .expiredBackup,
                text: instant.map { "backup \(id) expired \(at: $0)" } ?? "backup \(id) has expired",
                help: "what has expired is deleted, and cannot be brought back", about: .backup)
        case .waitingBackup(let id, let instant, let end):
            Failure(
                .expiredBackup, text: "backup \(id) expired \(at: instant) by a clock that jumped ahead",
                help: "its data is kept until \(end): correct the clock, and the backup is shown again",
                about: .backup)
        case .deletedBefore(let instant, let group):
            Failure(
                .unknownBackup, text: "the group \(group.quoted) was deleted before \(instant)",
                help: "list what is left of it with: backups of \(group.literal)", about: .backup)
        }
    }

    /// The help for an unknown group of which nothing is known.
    private static func help(for name: String, _ nearest: String?, isTarget: Bool) -> String? {
        guard isTarget else {
            return nearest?.asSuggestion
                ?? Int(name).map { "for a backup, write its id after \"backup\": backup \($0)" }
        }
        let creating = "to create the group: into new group \(name.literal)"
        return nearest.map { "\($0.asSuggestion) or \(creating)" } ?? creating
    }
}
