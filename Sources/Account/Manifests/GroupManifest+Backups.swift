internal import Recipients

extension GroupManifest {
    /// A reference to the states right before and right after a change.
    struct Backup: Codable, Hashable {
        let id: Int
        /// What the group was called.
        let name: String
        let reason: BackupReason
        let created: Instant
        let fields: [String]
        /// What was before the change: what the backup holds.
        var state: State
        /// The number of the log's line about the change.
        let sequence: Int
        /// What was after the change; nil if a cbs before format 3 made the backup.
        var after: After?
        /// What the change did to the group itself; nil for nothing.
        var event: GroupEvent?
        /// The backup whose change this one's took back, all of it; nil for none.
        var undoes: Int?
        /// Whether the change was a redo; nil for no.
        private var redo: Bool?
        /// Whether the change has been taken back; nil for no.
        private var undone: Bool?

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

        /// Whether the change has been taken back, and that stands.
        var isUndone: Bool {
            get { undone ?? false }
            set { undone = newValue ? true : nil }
        }

        /// What was after the change, as far as it is known: a deletion leaves nothing.
        var knownAfter: After? {
            after ?? (reason == .deleteGroup ? After(state: State(), fields: []) : nil)
        }

        /// Whether the change deleted the group.
        var isDeletion: Bool { event == .deleted || reason == .deleteGroup }

        /// The states that it refers to.
        var states: [State] { [state] + (after.map { [$0.state] } ?? []) }
    }

    /// The state right after a change.
    struct After: Codable, Hashable {
        var state: State
        var fields: [String]
    }

    /// What a change did to the group itself.
    enum GroupEvent: String, Codable {
        /// It created the group, or brought it back.
        case created
        /// It deleted the group.
        case deleted
    }

    /// Every state that the manifest refers to: the present one, and those before and after each backup's change.
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

    /// Takes note of what a change has made of the group, in the backup that was made for it.
    mutating func noteAfter(ofBackup id: Int?) {
        guard let id, let last = backups.indices.last, backups[last].id == id else { return }
        backups[last].after = After(state: state, fields: fields)
    }
}

/// What made the account keep a backup.
public enum BackupReason: String, CaseIterable, Codable, Sendable {
    /// Rows were applied: of a file, or of a backup.
    case `import`, restore
    /// The group was deleted.
    case deleteGroup = "delete group"
    /// A change was taken back, or an undo was.
    case undo
}
