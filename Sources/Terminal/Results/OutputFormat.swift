/// How results are written: tables for people, JSON and CSV for programs.
public enum OutputFormat: String, CaseIterable, Sendable {
    case table, json, csv
}
