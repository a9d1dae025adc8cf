/// Why a workbook cannot be read.
public enum SpreadsheetProblem: Error, Hashable, Sendable {
    /// The file is not a workbook, or is damaged, or something is missing that reads it.
    case unreadable(Cause)
    /// Something in the file unpacks to more than any real workbook has.
    case tooLarge(Excess)
    /// There is no sheet of this name; `sheets` are those that there are.
    case unknownSheet(String, sheets: [String])

    /// Why a file cannot be read as a workbook.
    public enum Cause: Hashable, Sendable {
        /// A library that reads a part of workbooks is not installed; its name.
        case missingLibrary(String)
        /// There is not enough memory for a parser.
        case noMemory
        /// The system does not open the file a second time.
        case cannotOpen
        /// It is not a ZIP archive, or not one with the parts of a workbook.
        case notAWorkbook
        /// None of its sheets has rows.
        case noSheets
        /// The file with the rows of the sheet is missing.
        case noRows
        /// A file of the archive is encrypted, or packed in an unknown way; its path.
        case cannotUnpack(String)
        /// A file of the archive cannot be unpacked to its end; its path.
        case damaged(String)
        /// A file of the archive is not XML.
        case damagedXML
        /// A file of the archive declares a document type.
        case documentType
        /// Elements are nested at least this deeply.
        case tooDeep(levels: Int)
        /// A row begins before the one above it ends; the number of that one.
        case nestedRow(Int)
        /// A row has more columns than the format allows.
        case tooManyColumns(row: Int, limit: Int)
        /// A cell refers to a shared text that there is not.
        case missingText(row: Int)
    }

    /// What is larger than in any real workbook.
    public enum Excess: Hashable, Sendable {
        /// A file of the archive, of this path.
        case file(String)
        /// A tag.
        case tag(limitInMiB: Int)
        /// The number of shared texts.
        case texts(limit: Int)
        /// The size of all shared texts.
        case textSize(limitInMiB: Int)
        /// A cell.
        case cell(row: Int, limitInMiB: Int)
    }
}
