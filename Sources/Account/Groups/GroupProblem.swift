internal import Recipients

/// What can be wrong with the groups and backups that a command names.
enum GroupProblem {
    /// There is no group with the name.
    case unknown(String, Whereabouts?, nearest: String?)
    /// Another group has the name that a group is to get.
    /// - Parameter isTarget: Whether the statement could also use the group that has the name.
    case nameTaken(String, isTarget: Bool)
    /// A field of a new group is named twice; the index is that of its second occurrence.
    case fieldNamedTwice(String, index: Int)
    /// No backup has the id. The newest id is 0 if there have never been backups.
    case unknownBackup(Int, newest: Int)
    /// The group has no backup; a sentence about an earlier group with its name that has.
    case noBackup(ofGroup: String, earlier: String?)
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
        /// It was deleted, and this backup brings it back.
        case deleted(newest: Int)
        case renamed(to: String)
        case renamedAndDeleted(String, newest: Int)
        /// It was never a group: a backup has this id.
        case backup(Int)

        fileprivate var help: String {
            switch self {
            case .deleted(let backup): "it was deleted; bring it back with: restore backup \(backup)"
            case .renamed(let name): "it was renamed to \(name.quoted)"
            case .renamedAndDeleted(let name, let backup):
                "it was renamed to \(name.quoted) and then deleted; bring it back with: restore backup \(backup)"
            case .backup(let id): "for the backup with this id, write: backup \(id)"
            }
        }
    }

    var failure: Failure {
        switch self {
        case .unknown(let name, let whereabouts, let nearest):
            Failure(
                .unknownGroup, "there is no group \(name.quoted)", help: whereabouts?.help ?? nearest?.asSuggestion,
                about: .group)
        case .nameTaken(let name, let isTarget):
            Failure(
                .duplicateGroup, "there is already a group \(name.quoted)",
                help: isTarget ? "choose another name, or leave out \"new\" to import into it" : "choose another name",
                about: .newName)
        case .fieldNamedTwice(let name, let index):
            Failure(
                .invalidValue, "the field \(name.quoted) is named twice", help: "leave one of them out",
                about: .newField(index))
        case .unknownBackup(let id, let newest):
            Failure(
                .unknownBackup, "there is no backup \(id)",
                help: newest == 0
                    ? "the account has no backups yet" : "\"backups\" lists them; the newest id is \(newest)",
                about: .backup)
        case .noBackup(let group, let earlier):
            Failure(.unknownBackup, "the group \(group.quoted) has no backup", help: earlier, about: .backup)
        case .noStateAfter(let id, let group):
            Failure(
                .unknownBackup,
                "backup \(id) of \(group.quoted) has no record of the state after the change it was made for",
                help: "an older version of cbs made it; compare it with another state, such as the next backup",
                about: .backup)
        case .expiredBackup(let id, let instant):
            Failure(
                .expiredBackup, "backup \(id) \(instant.map { "expired at \($0)" } ?? "has expired")",
                help: "its data has been deleted and cannot be brought back", about: .backup)
        case .waitingBackup(let id, let instant, let end):
            Failure(
                .expiredBackup, "backup \(id) expired at \(instant) by a clock that jumped ahead",
                help: "its data is kept until \(end): correct the clock, and the backup is shown again",
                about: .backup)
        case .deletedBefore(let instant, let group):
            Failure(
                .unknownBackup, "the group \(group.quoted) was deleted before \(instant)",
                help: "\"backups of\" lists those that exist", about: .backup)
        }
    }
}
