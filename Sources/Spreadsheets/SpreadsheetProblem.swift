/// Why a workbook cannot be read.
public enum SpreadsheetProblem: Error, Hashable, Sendable {
    /// The file is no workbook, or a damaged one; the reason in words.
    case malformed(String)
    /// What is packed in the file is larger than anybody's workbook; the reason in words.
    case tooLarge(String)
    /// There is no sheet of this name; those that there are.
    case unknownSheet(String, sheets: [String])
}
