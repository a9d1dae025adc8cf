/// The options of commands. The raw value is what follows the `--`.
public enum OptionName: String, CaseIterable, Sendable {
    case fields
    case mode, map, empty, delimiter, encoding, sheet, format, resubscribe, strict, rejects
    case overwrite
    case spreadsheetSafe = "spreadsheet-safe"
}
