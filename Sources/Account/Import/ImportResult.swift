public import DelimitedText
public import Recipients

/// What an import or a restore did.
public struct ImportResult: Hashable, Sendable {
    /// The group's name.
    public let group: String
    /// The mode it was applied with.
    public let mode: ImportMode
    /// How many rows there were of each outcome.
    public let counts: ImportCounts
    /// The fields that the group did not have before, in their order.
    public let newFields: [String]
    /// The backup of the state before, or why there is none.
    public let kept: KeptBackup
    /// The encoding that the text was read in; nil for a workbook and for a restore.
    public let encoding: TextEncoding?
    /// What the file's columns were taken for; empty for a restore.
    public let columns: [ColumnUse]
    /// The first invalid rows.
    public let firstInvalid: [InvalidRow]
    /// The backup that was restored; nil for an import.
    public let restored: Int?
    /// Whether a restore brought a deleted group back.
    public var hasReturned = false
    /// The first of the recipients that a restore with the mode `replace` removed from the group.
    public var leaving: [String] = []
    /// The fields that it removed, because the backup did not have them.
    public var leavingFields: [String] = []
    /// The addresses that were named for a restore and that the state does not have.
    public var notFound: [String] = []
    /// What was left unused, guessed or found odd, the most serious first.
    public var remarks: [Remark] = []
    /// The file with the rejected rows; nil if none was asked for or nothing was rejected.
    public var rejects: String?

    /// What a column was taken for.
    public struct ColumnUse: Hashable, Sendable {
        /// The column's header, as it is in the file.
        public let header: String
        /// The field; nil for a column that was left out.
        public let field: String?
        /// Whether the group did not have this field before.
        public let isNew: Bool
    }
}

/// What happened to the rows of an import. Every row is counted in exactly one of added, updated, unchanged, skipped,
/// invalid and duplicates.
public struct ImportCounts: Hashable, Sendable {
    /// Rows that were read, the header not included.
    public var read = 0
    /// Recipients that are new to the group.
    public var added = 0
    /// Recipients of the group that were changed.
    public var updated = 0
    /// Recipients of the group that already were as the row says.
    public var unchanged = 0
    /// Rows that the mode leaves out.
    public var skipped = 0
    /// Rows that could not be used; `InvalidRow` says why.
    public var invalid = 0
    /// Rows whose address occurs again further down.
    public var duplicates = 0
    /// Recipients that were removed from the group.
    public var removed = 0
    /// Recipients that the consent rule kept unsubscribed.
    public var keptUnsubscribed = 0
    /// Rows of erased addresses.
    public var erased = 0

    /// How many recipients were added, updated or removed.
    var changed: Int { added + updated + removed }

    /// Adds the counts of another part of the same import.
    mutating func add(_ other: ImportCounts) {
        read += other.read
        added += other.added
        updated += other.updated
        unchanged += other.unchanged
        skipped += other.skipped
        invalid += other.invalid
        duplicates += other.duplicates
        removed += other.removed
        keptUnsubscribed += other.keptUnsubscribed
        erased += other.erased
    }
}

/// A row that cannot be imported.
public struct InvalidRow: Hashable, Sendable {
    /// Its line in the file.
    public let line: Int
    /// The code and the reason.
    public let failure: Failure
}
