internal import JSONRecords
internal import Recipients
internal import Snapshots

extension GroupManifest {
    /// A reference to the states right before and right after a change.
    struct Backup: Hashable {
        let id: Int
        /// The name of the group at that time.
        let name: String
        let reason: BackupReason
        let created: Instant
        let fields: [String]
        /// The state before the change, which the backup holds.
        var state: State
        /// The number of the log line about the change.
        let sequence: Int
        /// The state after the change; nil if a cbs before format 3 made the backup.
        var after: After?
        /// What the change did to the group itself; nil for nothing.
        var event: GroupEvent?
        /// The backup whose change this one's change undid, all of it; nil for none.
        var undoes: Int?
        /// The people whom the group remembered until the change brought them, or their rows, back; nil for nobody.
        var forgotten: LeaverRegister?
        /// Whether the change was a redo; nil for false.
        fileprivate var redo: Bool?
        /// Whether an undo that left no backup has undone the change; nil for false.
        fileprivate var undone: Bool?

        init(
            id: Int, before group: GroupManifest, reason: BackupReason, created: Instant, sequence: Int
        ) {
            self.id = id
            name = group.name
            self.reason = reason
            self.created = created
            fields = group.fields
            state = group.state
            self.sequence = sequence
        }

        /// Whether the change was a redo.
        var isRedo: Bool {
            get { redo ?? false }
            set { redo = newValue ? true : nil }
        }

        /// Whether the change was undone by an undo that left no backup, and so cannot be undone itself.
        var isUndoneForGood: Bool {
            get { undone ?? false }
            set { undone = newValue ? true : nil }
        }

        /// Whether the change is an undo or a redo.
        var isUndo: Bool { reason == .undo }

        /// The state after the change, as far as it is known: a deletion leaves an empty one.
        var knownAfter: After? {
            after ?? (reason == .deleteGroup ? After(state: State(), fields: []) : nil)
        }

        /// Whether the change deleted the group.
        var isDeletion: Bool { event == .deleted || reason == .deleteGroup }

        /// The states that it refers to.
        var states: [State] { [state] + (after.map { [$0.state] } ?? []) }
    }

    /// The state after a change.
    struct After: Hashable {
        var state: State
        var fields: [String]
    }

    /// What a change did to the group itself.
    enum GroupEvent: String {
        /// It created the group, or brought it back.
        case created
        /// It deleted the group.
        case deleted
    }

    /// The backup with an id; nil if there is none. Ids are ascending.
    func backup(_ id: Int) -> Backup? {
        var (low, high) = (0, backups.count)
        while low < high {
            let middle = (low + high) / 2
            if backups[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < backups.count && backups[low].id == id ? backups[low] : nil
    }

    /// The backup of the deletion because of which the group did not exist when a change was made; nil if it existed,
    /// or if its deletion left no backup.
    ///
    /// - Parameter change: The id of the change's backup.
    func deletion(before change: Int) -> Backup? {
        let last = backups.last { $0.id < change && ($0.isDeletion || $0.event != nil) }
        return last.flatMap { $0.isDeletion ? $0 : nil }
    }

    /// The segment with a number; nil if there is none. Numbers are ascending in what cbs writes.
    func segment(_ number: Int) -> SegmentReference? {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].number < number { low = middle + 1 } else { high = middle }
        }
        if low < segments.count, segments[low].number == number { return segments[low] }
        return segments.first { $0.number == number }
    }

    /// Every state that the manifest refers to: the current one, and those before and after the change of each backup.
    var states: [State] { [state] + backups.flatMap(\.states) }

    /// Changes every state that the manifest refers to, in the order of `states`.
    mutating func changeStates<Problem>(_ change: (inout State) throws(Problem) -> Void) throws(Problem) {
        try change(&state)
        for index in backups.indices {
            try change(&backups[index].state)
            if var after = backups[index].after {
                try change(&after.state)
                backups[index].after = after
            }
        }
    }

    /// The backups whose changes have been undone, by an undo that has not itself been undone.
    var undoneBackups: Set<Int> {
        var undone = Set(backups.filter(\.isUndoneForGood).map(\.id))
        // An undo is newer than what it undoes, so whether the undo stands is known by the time it is reached.
        for backup in backups.reversed() {
            if let undoes = backup.undoes, !undone.contains(backup.id) { undone.insert(undoes) }
        }
        return undone
    }

    /// Records the state after a change in the backup that was made for it.
    ///
    /// - Parameters:
    ///   - id: The id of the backup; nil for none.
    ///   - forgotten: The people whom the group has forgotten; nil for nobody.
    mutating func noteAfter(ofBackup id: Int?, forgotten: LeaverRegister? = nil) {
        guard let id, let last = backups.indices.last, backups[last].id == id else { return }
        backups[last].after = After(state: state, fields: fields)
        backups[last].forgotten = forgotten
    }
}

/// The kind of change that a backup was made for.
public enum BackupReason: String, CaseIterable, Sendable {
    /// Rows of a file, or of a backup, were applied.
    case `import`, restore
    /// The group was deleted.
    case deleteGroup = "delete group"
    /// A change was undone, or an undo was.
    case undo
}

extension GroupManifest.Backup: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        id = try members.value("id")
        name = try members.value("name")
        reason = try members.value("reason")
        created = try members.value("created")
        fields = try members.value("fields")
        state = try members.value("state")
        sequence = try members.value("sequence")
        after = try members.optional("after")
        event = try members.optional("event")
        undoes = try members.optional("undoes")
        forgotten = try members.optional("forgotten")
        redo = try members.optional("redo")
        undone = try members.optional("undone")
    }

    var json: JSONValue {
        JSONValue(members: [
            "id": id.json,
            "name": name.json,
            "reason": reason.json,
            "created": created.json,
            "fields": fields.json,
            "state": state.json,
            "sequence": sequence.json,
            "after": after?.json,
            "event": event?.json,
            "undoes": undoes?.json,
            "forgotten": forgotten?.json,
            "redo": redo?.json,
            "undone": undone?.json,
        ])
    }
}

extension GroupManifest.After: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        state = try members.value("state")
        fields = try members.value("fields")
    }

    var json: JSONValue {
        JSONValue(members: [
            "state": state.json,
            "fields": fields.json,
        ])
    }
}

extension GroupManifest.GroupEvent: JSONRepresentable {}

extension BackupReason: JSONRepresentable {}
