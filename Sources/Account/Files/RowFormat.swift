/// What rows are written as.
public enum RowFormat: String, CaseIterable, Sendable {
    /// Cells with a header; one JSON array; one JSON object a line.
    case csv, tsv, json, jsonl

    /// The format that a file's name tells; nil for one that tells none.
    ///
    /// - Parameter fileName: Or a path.
    public init?(fileName: String) {
        let name = fileName.split(separator: "/").last.map(String.init) ?? fileName
        switch name.split(separator: ".").dropFirst().last?.lowercased() {
        case nil, "csv", "txt": self = .csv
        case "tsv": self = .tsv
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonl
        default: return nil
        }
    }
}
