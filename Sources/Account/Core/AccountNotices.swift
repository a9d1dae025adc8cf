internal import Recipients

/// What the user should know about a statement besides its result, each thing once.
struct AccountNotices {
    private(set) var warnings: [AccountWarning] = []
    private(set) var notes: [AccountNote] = []

    mutating func add(_ warning: AccountWarning) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    mutating func add(_ note: AccountNote) {
        if !notes.contains(note) { notes.append(note) }
    }

    /// Returns the warnings, and clears them.
    mutating func takeWarnings() -> [AccountWarning] {
        defer { warnings = [] }
        return warnings
    }

    /// Returns the notes, and clears them.
    mutating func takeNotes() -> [AccountNote] {
        defer { notes = [] }
        return notes
    }
}

/// Something that went wrong although the statement did what it should, or that may surprise the user.
enum AccountWarning: Hashable {
    // The clock.
    case clockLeapt(now: ZonedInstant, lastUsed: ZonedInstant, waiting: Int, until: ZonedInstant)
    case clockBehind(system: ZonedInstant, continuesFrom: ZonedInstant)

    // What was done, but not entirely.
    case changeMayBeLost(Failure)
    case copyMayBeLost(Failure)
    case expiredDataStays(Failure)
    case deletedDataStays(Failure)
    case copiedFilesStay(Failure)
    case copiedFilesAreRead
    case interruptedErasureUnfinished(Failure)
    case erasedAddressStays(DamagedFile)
    case filesWithAddressAreRead

    // What may surprise.
    case noteWithoutAddresses(String)
    case damagedBackup(Failure)
    case expiredState(backup: Int, at: ZonedInstant, expired: ZonedInstant)
    case changesWithoutBackup(Int, since: ZonedInstant)
    case passedOver(UndoPreview.PassedOver)
    case undoOfUnexpectedChange(UndoPreview)

    var text: MessageText {
        switch self {
        case .clockLeapt(let now, let lastUsed, let waiting, let end):
            "the system clock says \(full: now), but this store was last used at \(full: lastUsed): by that clock, "
                + "\(counted(waiting, "backup", "backups")) expired. In case the clock is wrong, "
                + "\(waiting == 1 ? "its" : "their") data is kept until \(full: end); \"purge --now\" removes it"
        case .clockBehind(let system, let start):
            "the system clock says \(full: system), but this store was last used later than that: its time continues from "
                + "\(full: start), and backups expire by it; \"clock reset\" returns it to the system clock"
        case .changeMayBeLost(let failure):
            "the change was made, but a power cut might still undo it: \(failure.message)"
        case .copyMayBeLost(let failure):
            "the copy was created, but a power cut might still undo it: \(failure.message)"
        case .expiredDataStays(let failure):
            "the data of expired backups could not be removed yet: \(failure.message)"
        case .deletedDataStays(let failure):
            "the group was deleted, but its data could not be removed yet: \(failure.message)"
        case .copiedFilesStay(let failure):
            "files that the copy no longer needs could not be removed yet: \(failure.message)"
        case .copiedFilesAreRead:
            "files that the copy no longer needs are still being read; the next copy removes them"
        case .interruptedErasureUnfinished(let failure):
            "an interrupted erasure cannot be finished yet: \(failure.message)"
        case .erasedAddressStays(let damage):
            "an erased address may still be in \(damage.file), which is damaged: \(damage.problem)"
        case .filesWithAddressAreRead:
            "files that may contain the address are still being read; they are removed when cbs next finds them unused"
        case .noteWithoutAddresses(let kept):
            "the log never holds addresses: it keeps the note as \(kept.quoted)"
        case .damagedBackup(let failure):
            "the backup cannot be restored as it is: \(failure.message)"
        case .expiredState(let backup, let instant, let expired):
            "backup \(backup), which held the state \(at: instant), expired \(at: expired); a later state is used"
        case .changesWithoutBackup(let count, let instant):
            "\(counted(count, "change", "changes")) after \(instant) left no backup: the state used includes "
                + "\(count == 1 ? "it" : "them") too"
        case .passedOver(let passed): "\(passed.subject) was passed over: \(passed.explanation)"
        case .undoOfUnexpectedChange(let preview): preview.warning
        }
    }
}

/// Something that is good to know about a statement.
enum AccountNote: Hashable {
    /// Which state was taken as that of an earlier time.
    case stateAsOf(ZonedInstant, group: String, StateTaken)
    /// The group did not exist at the time that was asked for.
    case groupIsYounger(String, at: ZonedInstant, created: ZonedInstant)
    case earlierGroup(EarlierGroup)
    /// The next change that an undo would take back.
    case olderChange(backup: Int)
    case vacuumNotAllowed

    enum StateTaken: Hashable {
        case backup(Int, made: ZonedInstant, BackupReason)
        case present(PresentReason)
    }

    /// Why the present state was taken.
    enum PresentReason {
        case noBackupSince
        /// Those made since have expired.
        case noBackupLeft
        case isFuture
    }

    var text: MessageText {
        switch self {
        case .stateAsOf(let instant, let group, .backup(let id, let made, let reason)):
            "\(group.quoted) as of \(instant) is backup \(id), made \(at: made) before \(reason.change)"
        case .stateAsOf(let instant, let group, .present(let reason)):
            "\(group.quoted) as of \(instant) is its current state: \(reason.text)"
        case .groupIsYounger(let group, let instant, let created):
            "this group \(group.quoted) did not exist \(at: instant): it was created \(at: created)"
        case .earlierGroup(let group): group.note
        case .olderChange(let backup): "undo backup \(backup) would go further back"
        case .vacuumNotAllowed:
            "the server frees the space of removed data at its next vacuum; this user may not run one"
        }
    }
}

extension AccountNote.PresentReason {
    fileprivate var text: String {
        switch self {
        case .noBackupSince: "no backup has been made since"
        case .noBackupLeft: "no backup made since then is left"
        case .isFuture: "that time lies in the future"
        }
    }
}

extension BackupReason {
    /// The change that a backup was made for, as part of a sentence.
    fileprivate var change: String {
        switch self {
        case .import: "an import"
        case .restore: "a restore"
        case .deleteGroup: "the group was deleted"
        case .undo: "an undo"
        }
    }
}
