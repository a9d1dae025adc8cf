public import Recipients
public import Snapshots

/// The recipients of a group or a backup as rows of its segments, for code that reads those.
public struct RecipientRows {
    /// The group's own fields.
    public let fields: [String]
    /// For each of them, the part of a row that holds it.
    public let fieldColumns: [RowColumn]
    /// How many recipients there are.
    public let count: Int
    /// The stack of the state, oldest first. Checksums are checked while it is read: nothing from its rows may be used
    /// before `checkWhole()`.
    public let segments: [Segment]

    /// Waits until the checksums have been checked.
    ///
    /// - Throws: `damaged` if a segment differs from what was written.
    public func checkWhole() throws(Failure) {
        for segment in segments { try storing(rows: segment.checkWhole()) }
    }

    /// To be called after reading.
    ///
    /// - Throws: `damaged` if a segment differs from what was written, or a line is not a recipient.
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
