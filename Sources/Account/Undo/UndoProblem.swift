internal import Recipients

/// What can be wrong with the request for an undo.
enum UndoProblem {
    /// Every change, in a group or in the account, has been taken back, left no backup, or left one that has expired.
    /// An earlier group of the same name may be meant.
    case nothingToUndo(group: String?, earlier: EarlierGroup?, hasExpired: Bool)
    case nothingToRedo
    /// The backup was made by a version of cbs that did not record what its change did.
    case unknownAfter(backup: Int)
    /// The group of the change has been deleted since, by the change of this backup if there is one.
    case deletedSince(group: String, deletion: Int?, backup: Int)
    /// The name of a deleted group has been taken by another.
    case nameTaken(String, backup: Int)

    var failure: Failure {
        switch self {
        case .nothingToUndo(let group, let earlier, let hasExpired):
            Failure(
                .unknownBackup, "there is nothing left to undo\(group.map { " in the group \($0.quoted)" } ?? "")",
                help: earlier?.help
                    ?? (hasExpired
                        ? "the backups of older changes have expired: a change can be undone for as long as its backup is kept"
                        : "edits of single recipients leave no backup; \"backups\" lists what can be restored"),
                about: .backup)
        case .nothingToRedo:
            Failure(
                .unknownBackup, "there is nothing to redo",
                help: "a redo takes back an undo, until another change that leaves a backup is made to the group",
                about: .backup)
        case .unknownAfter(let backup):
            Failure(
                .unknownBackup,
                "backup \(backup) was made by an older version of cbs, which did not record what the change did",
                help: "bring back what it holds with: restore backup \(backup)", about: .backup)
        case .deletedSince(let group, let deletion, let backup):
            Failure(
                .unknownGroup, "the group \(group.quoted) has been deleted since",
                help: deletion.map { "take that back first: undo backup \($0)" }
                    ?? "bring back what the backup holds with: restore backup \(backup)",
                about: .backup)
        case .nameTaken(let name, let backup):
            Failure(
                .duplicateGroup, "there is another group \(name.quoted) now",
                help:
                    "bring the recipients back with: restore backup \(backup) into new group \((name + " 2").literal)",
                about: .backup)
        }
    }
}
