public import DelimitedText
public import Recipients

/// What an import or a restore did.
public struct ImportResult: Hashable, Sendable {
    public let group: String
    public let mode: ImportMode
    public let counts: ImportCounts
    public let newFields: [String]
    public let kept: KeptBackup
    public let undo: UndoStep?
    /// The encoding that was assumed because the bytes were neither UTF-8 nor UTF-16.
    public let assumedEncoding: TextEncoding?
    /// What the file's columns were taken for; empty for a restore.
    public let columns: [ColumnUse]
    /// The first rows that were invalid, for people.
    public let firstInvalid: [InvalidRow]
    /// The backup that was restored.
    public let restored: Int?
    /// What else the file held that people should know of.
    public var remarks = ImportRemarks()

    /// What a column was taken for.
    public struct ColumnUse: Hashable, Sendable {
        public let header: String
        /// Nil for one that was left out.
        public let field: String?
        public let isNew: Bool
    }
}

/// How the rows of an import fared. Every row read counts in exactly one of added, updated, unchanged, skipped, invalid and
/// duplicates.
public struct ImportCounts: Hashable, Sendable {
    public var read = 0
    public var added = 0
    public var updated = 0
    public var unchanged = 0
    /// Left out by the mode.
    public var skipped = 0
    public var invalid = 0
    /// Rows whose address comes again further down.
    public var duplicates = 0
    /// Recipients that left the group.
    public var removed = 0
    public var keptUnsubscribed = 0
    /// Rows of erased addresses.
    public var erased = 0
}

/// A row that cannot be imported.
public struct InvalidRow: Hashable, Sendable {
    /// Its line in the file.
    public let line: Int
    public let failure: Failure
}

/// What brings back what was before a change.
public enum UndoStep: Hashable, Sendable {
    case restore(backup: Int)
    case deleteGroup(String)
}
