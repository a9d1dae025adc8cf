/// The options of commands. The raw value is what follows the `--`.
public enum OptionName: String, CaseIterable, Sendable {
    /// Of `create group`.
    case fields
    /// Of `import`; `mode`, `empty` and `resubscribe` of `restore` too, `format` of `export` and `download`.
    case mode, map, empty, delimiter, encoding, sheet, format, resubscribe, strict, rejects
    /// Of `export` and `download`.
    case overwrite
    /// Of `export` and `download`.
    case spreadsheetSafe = "spreadsheet-safe"
}
