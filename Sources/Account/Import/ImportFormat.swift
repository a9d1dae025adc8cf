/// What a file is written in.
public enum ImportFormat: String, CaseIterable, Sendable {
    /// Delimited text of any dialect; one JSON document; one JSON object a line; a workbook's sheet.
    case csv, json, jsonl, xlsx

    /// The format that a file's name tells; CSV for one that tells none.
    public init(path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        switch name.split(separator: ".").dropFirst().last?.lowercased() {
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonl
        case "xlsx", "xlsm": self = .xlsx
        default: self = .csv
        }
    }
}
