internal import Recipients

/// What can be wrong with the groups and the backups that a command names.
enum GroupProblem {
    /// No group of the name is there; perhaps one was deleted, which a backup brings back.
    case unknown(String, nearest: String?, deletedWithBackup: Int?)
    /// The name that a group is to get is another's.
    case nameTaken(String)
    /// A field of a new group is named twice; the index is that of the second time.
    case fieldNamedTwice(String, index: Int)
    /// No backup has the id; the newest one's is 0 where there never was any.
    case unknownBackup(Int, newest: Int)
    case noBackup(ofGroup: String)
    /// The backup has expired, at an instant that may not be known any more.
    case expiredBackup(Int, at: Instant?)
    /// It has expired only because the clock made a leap, and its data is still there.
    case waitingBackup(Int, at: Instant, until: Instant)
    /// The group was deleted before the instant whose state is asked for.
    case deletedBefore(Instant, group: String)

    var failure: Failure {
        switch self {
        case .unknown(let name, let nearest, let backup):
            Failure(
                .unknownGroup, "there is no group \(name.quoted)",
                help: backup.map { "it was deleted; bring it back with: restore backup \($0)" }
                    ?? nearest?.asSuggestion,
                about: .group)
        case .nameTaken(let name):
            Failure(.duplicateGroup, "there is a group \(name.quoted) already", about: .newName)
        case .fieldNamedTwice(let name, let index):
            Failure(.invalidValue, "the field \(name.quoted) is named twice", about: .newField(index))
        case .unknownBackup(let id, let newest):
            Failure(
                .unknownBackup, "there is no backup \(id)",
                help: newest == 0
                    ? "the account has no backups yet" : "\"backups\" lists them; the newest id is \(newest)",
                about: .backup)
        case .noBackup(let group):
            Failure(.unknownBackup, "the group \(group.quoted) has no backup", about: .backup)
        case .expiredBackup(let id, let instant):
            Failure(
                .expiredBackup, "backup \(id) \(instant.map { "expired at \($0)" } ?? "has expired")",
                help: "its data has been deleted and cannot be brought back", about: .backup)
        case .waitingBackup(let id, let instant, let end):
            Failure(
                .expiredBackup, "backup \(id) expired at \(instant), by a clock that made a leap",
                help: "its data is kept until \(end): set the clock right, and the backup is shown again",
                about: .backup)
        case .deletedBefore(let instant, let group):
            Failure(
                .unknownBackup, "the group \(group.quoted) was deleted before \(instant)",
                help: "\"backups of\" lists what there is", about: .backup)
        }
    }
}
