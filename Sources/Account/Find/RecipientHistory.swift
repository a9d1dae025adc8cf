public import Recipients

/// One step in the history of a recipient of a group.
public struct HistoryEntry: Hashable, Sendable {
    /// When it was done; for edits that left no backup, the time of the group's last such edit.
    public let at: Instant
    /// The name of the group at that time.
    public let group: String
    /// What did it, as the log calls it; `edit` if it left no backup.
    public let action: String
    /// The backup that was made for it; nil for an edit.
    public let backup: Int?
    /// The last part of the name of the imported file; nil if there was none.
    public let file: String?
    /// Who did it; nil if that is not known.
    public let user: String?
    /// What it did to the recipient.
    public let change: RecipientChange
    /// The number of its line in the log; for edits, of the last one.
    let sequence: Int
}

extension Account {
    /// The history of a recipient, oldest step first and as far back as backups reach: what each change that left a
    /// backup did, and what was done between two of them.
    ///
    /// - Parameters:
    ///   - email: The address.
    ///   - name: A group, or the last deleted one with that name; nil for all groups.
    ///   - isThorough: Whether to compare the checksums of all files of the groups that know the address.
    /// - Throws: `invalid-email`, `unknown-group`; `damaged` if the history may be wrong.
    /// - Complexity: Segments are searched rather than read, unless it is thorough.
    public func history(
        of email: String,
        in name: String? = nil,
        isThorough: Bool = false
    ) throws(Failure) -> [HistoryEntry] {
        let address = try EmailAddress(email)
        return try reading(history(of: address, in: name, isThorough))
    }

    private func history(
        of address: EmailAddress,
        in name: String?,
        _ isThorough: Bool
    ) throws(Failure) -> [HistoryEntry] {
        var groups: [GroupManifest] = []
        if let name { groups = [try groupOrDeleted(name)] } else { groups = try searchedGroups(for: address) }
        var entries: [HistoryEntry] = []
        for group in groups { entries += try RecipientHistory(of: address, in: group, isThorough, self).entries }
        return entries.sorted { ($0.at, $0.sequence) < ($1.at, $1.sequence) }
    }
}

/// The history of one recipient in one group.
private struct RecipientHistory {
    private(set) var entries: [HistoryEntry] = []
    private let account: Account
    private let search: AddressSearch
    /// The last state that was visited, the number of its line in the log, and an open backup if there is one.
    private var last: Step?

    private struct Step {
        let state: GroupManifest.State
        let fields: [String]
        let sequence: Int
        /// A backup whose change is part of the next step, because the state after it is not known.
        var open: GroupManifest.Backup?
    }

    private var group: GroupManifest { search.group }

    init(
        of address: EmailAddress,
        in group: GroupManifest,
        _ isThorough: Bool,
        _ account: Account
    ) throws(Failure) {
        let backups = group.backups.filter(account.isVisible)
        let states = backups.flatMap { [$0.state] + ($0.knownAfter.map { [$0.state] } ?? []) } + [group.state]
        self.account = account
        search = try AddressSearch(address, in: group, states, account.store)
        guard search.isKnown else { return }
        if isThorough { try search.checkWhole() }
        for backup in backups { try add(backup) }
        let present = Step(state: group.state, fields: group.fields, sequence: account.store.log.nextSequence)
        try reach(present, name: group.name)
    }

    /// Proceeds to a backup: first what was done since the last state, then what the backup's own change did.
    private mutating func add(_ backup: GroupManifest.Backup) throws(Failure) {
        try reach(Step(state: backup.state, fields: backup.fields, sequence: backup.sequence), name: backup.name)
        guard let after = backup.knownAfter else {
            last?.open = backup
            return
        }
        let step = Step(state: after.state, fields: after.fields, sequence: backup.sequence)
        if let last, let change = change(from: last, to: step) { try note(change, madeFor: backup) }
        last = step
    }

    /// Proceeds to a state that only edits led to from the last one.
    private mutating func reach(_ step: Step, name: String) throws(Failure) {
        if let last, let change = change(from: last, to: step) {
            if let backup = last.open {
                try note(change, madeFor: backup)
            } else {
                try noteEdit(change, between: last.sequence, step.sequence, name)
            }
        }
        last = step
    }

    private func change(from old: Step, to new: Step) -> RecipientChange? {
        if old.state == new.state, old.fields == new.fields { return nil }
        return ComparedFields(old.fields, new.fields).change(
            from: search.recipient(in: old.state, fields: old.fields),
            to: search.recipient(in: new.state, fields: new.fields))
    }

    private mutating func note(_ change: RecipientChange, madeFor backup: GroupManifest.Backup) throws(Failure) {
        let entry = try account.store.log.entries(numbered: backup.sequence...backup.sequence).first
        entries.append(
            HistoryEntry(
                at: backup.created, group: backup.name,
                action: (entry?.action ?? LogEntry.Action(backup.reason)).rawValue, backup: backup.id,
                file: entry?.file, user: entry?.user, change: change, sequence: backup.sequence))
    }

    private mutating func noteEdit(
        _ change: RecipientChange,
        between before: Int,
        _ after: Int,
        _ name: String
    ) throws(Failure) {
        var edits: [LogEntry] = []
        if before + 1 < after {
            edits = try account.store.log.entries(numbered: before + 1...after - 1).filter {
                $0.groupNumber == group.number && $0.action.changesRecipients
            }
        }
        let users = Set(edits.map(\.user))
        entries.append(
            HistoryEntry(
                at: edits.last?.at ?? account.now, group: name, action: "edit", backup: nil,
                file: nil, user: users.count == 1 ? edits.last?.user : nil, change: change,
                sequence: edits.last?.sequence ?? after - 1))
    }
}
