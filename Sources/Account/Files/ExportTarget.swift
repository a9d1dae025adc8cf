/// Where master data is written, and how.
public struct ExportTarget: Hashable, Sendable {
    /// The path that opens the file.
    public let path: String
    public let format: ExportFormat
    public let overwrites: Bool
    /// Whether cells of CSV that a spreadsheet would run as formulas are written with an apostrophe before them.
    public let guardsFormulas: Bool

    public init(
        path: String,
        format: ExportFormat = .csv,
        overwrites: Bool = false,
        guardsFormulas: Bool = false
    ) {
        self.path = path
        self.format = format
        self.overwrites = overwrites
        self.guardsFormulas = guardsFormulas
    }
}

public enum ExportFormat: String, CaseIterable, Sendable {
    case csv, jsonl
}

public struct ExportResult: Hashable, Sendable {
    /// The group; nil for a backup.
    public let group: String?
    /// The backup; nil for a group.
    public let backup: Int?
    public let recipients: Int
}
