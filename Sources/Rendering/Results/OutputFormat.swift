/// How results are written: tables for people, JSON and CSV for programs.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// For people; one JSON value a line; RFC 4180 with a header.
    case table, json, csv
}
