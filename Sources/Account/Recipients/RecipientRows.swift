public import Recipients
public import Snapshots

/// The recipients of a group or a backup as the rows of its segments, for whoever reads these.
public struct RecipientRows {
    /// The group's own fields.
    public let fields: [String]
    /// What a row has for each of them.
    public let fieldColumns: [RowColumn]
    /// How many recipients there are.
    public let count: Int
    /// The state's stack, oldest first. Checksums are compared while it is read: nothing may come of its rows before
    /// `checkWhole()`.
    public let segments: [Segment]

    /// - Throws: `damaged` if a segment is not what was written. Waits for the comparison of the checksums.
    public func checkWhole() throws(Failure) {
        for segment in segments { try storing(rows: segment.checkWhole()) }
    }

    /// Called after reading.
    ///
    /// - Throws: `damaged` if a segment is not what was written, or a row is no recipient.
    public func checkRead() throws(Failure) {
        try segments.checkRead()
    }
}

extension Account {
    /// The rows of a group or a backup.
    public func rows(of source: RecipientSource) throws(Failure) -> RecipientRows {
        try reading(openRows(of: source))
    }

    private func openRows(of source: RecipientSource) throws(Failure) -> RecipientRows {
        let found = try state(source)
        return RecipientRows(
            fields: found.fields, fieldColumns: found.group.columnIndexes(of: found.fields).map(RowColumn.text),
            count: found.state.counts.recipients,
            segments: try open(found.state, of: found.group, check: .meanwhile))
    }
}
