internal import JSONRecords
internal import Recipients

/// What can be wrong with an imported file, and with an import as a whole.
///
/// Problems with delimited text and with workbooks are put in words where those are opened.
enum ImportProblem {
    // MARK: The file

    case unreadable(String)
    /// Something has gone wrong that is not known to go wrong with a file: a mistake in cbs.
    case unforeseen(any Error, in: String)
    /// The file is of another kind, recognised by its first bytes; what it is and what helps, in words.
    case foreign(String, what: String, as: ImportFormat, help: String)
    case malformedJSON(JSONProblem, in: String)
    case empty(String)
    case emptySheet(String, sheet: String, others: [String])
    /// The sheet that was read has no addresses; the failure that says so, and the other sheets.
    case wrongSheet(Failure, sheet: String, others: [String])
    /// A cell holds a formula without a stored value.
    case unvaluedFormula(String, cell: String, column: String?)
    /// A sheet is named, but the file is not a workbook.
    case noWorkbook(String, sheet: String)
    case workbookWithoutFile
    /// An option is given that says how text is divided or encoded, but the file is none.
    case noDelimiter(String)
    case noEncoding(String)
    case changedWhileRead

    // MARK: The rows

    /// A row is invalid, and the import is strict.
    case invalidRow(Failure, line: Int)
    /// A row of a file that is not a list of recipients.
    case unusableRow(InvalidRowProblem, line: Int, in: String, isWorkbook: Bool)
    /// Recipients who left would become active, and nobody has said that they agreed.
    case wouldResubscribe(Int)
    /// Recipients would be active who have left according to a column that is not used, and nobody has said that they
    /// agreed. The meaning is nil for a column of yes and no of which nobody knows what a yes says.
    case wouldIgnoreLeaving(Int, (header: String, meaning: ConsentMeaning?)?)
    /// A column about consent that is not used cannot be read, so that nobody knows who would be active, and nobody has
    /// said that they agreed.
    case unreadLeaving(column: String, cell: String)
    /// The guard has found accidents that it must refuse.
    case suspicious([Accident])
    /// The whole group would be removed.
    case replacesWithNothing(group: String, recipients: Int)
    /// Recipients would be removed because of a file in which no row is valid; the first of these.
    case replacesWithInvalid(rows: Int, first: InvalidRow?, group: String, removed: Int)

    var failure: Failure {
        switch self {
        case .unreadable(let name):
            Failure(
                .unreadableFile, "cannot read \(name.quoted)", help: "check that the file is complete, and try again",
                about: .input)
        case .unforeseen(let error, let name):
            Failure(
                .unreadableFile, "cannot read \(name.quoted): \(error)",
                help: "this is a mistake in cbs and not in the file: please report it", about: .input)
        case .foreign(let name, let what, let format, let help):
            Failure(.malformedFile, "\(name.quoted) is \(what), not \(format.content)", help: help, about: .input)
        case .malformedJSON(let problem, let name):
            Failure(
                .malformedFile, "line \(problem.line) of \(name.quoted): \(problem.reason.words)",
                help: "correct the line, or save the file again as CSV", about: .input)
        case .empty(let name):
            Failure(
                .malformedFile, "\(name.quoted) is empty: it has neither a header nor rows", about: .input)
        case .emptySheet(let name, let sheet, let others):
            Failure(
                .malformedFile,
                "the sheet \(sheet.quoted) of \(name.quoted) is empty: it has neither a header nor rows"
                    + Self.otherSheets(others), help: Self.otherSheet(others), about: .input)
        case .wrongSheet(let failure, let sheet, let others):
            Failure(
                failure.code, "the sheet \(sheet.quoted): \(failure.message)\(Self.otherSheets(others))",
                help: Self.otherSheet(others), about: failure.subject)
        case .unvaluedFormula(let name, let cell, let column):
            Failure(
                .malformedFile, "\(name.quoted): the cell \(cell) holds a formula without a stored value",
                help: "open the workbook in a spreadsheet program and save it there, which stores the values"
                    + (column.map { "; or leave the column out: --map \($0.literal)=" } ?? ""), about: .input)
        case .noWorkbook(let name, let sheet):
            Failure(
                .invalidValue, "\(name.quoted) is not a workbook, so it has no sheet \(sheet.quoted)", about: .sheet)
        case .noDelimiter(let name):
            Failure(
                .invalidValue, "\(name.quoted) is not text in columns, so it has no delimiter",
                help: "leave --delimiter out", about: .delimiter)
        case .noEncoding(let name):
            Failure(
                .invalidValue, "\(name.quoted) is a workbook, so it has no encoding to choose",
                help: "leave --encoding out", about: .encoding)
        case .workbookWithoutFile:
            Failure(
                .unreadableFile, "a workbook can only be read from a file",
                help: "save it, and give its name: import list.xlsx into …", about: .input)
        case .changedWhileRead:
            Failure(
                .malformedFile, "the file was changed while it was being read",
                help: "nothing was imported; try again once it is complete", about: .input)
        case .unusableRow(let problem, let line, let name, let isWorkbook):
            Failure(
                problem.failure.code, "line \(line) of \(name.quoted): \(problem.failure.message)",
                help: isWorkbook ? "give the column a header, or empty the cell" : problem.helpWithoutMap, about: .input
            )
        case .invalidRow(let failure, let line):
            Failure(
                failure.code, "line \(line): \(failure.message)", help: "without --strict, invalid rows are left out",
                about: .input)
        case .wouldResubscribe(let count):
            Failure(
                .consent,
                "with its sign-up columns left out, "
                    + "\(counted(count, "unsubscribed recipient", "unsubscribed recipients")) of the file would be active",
                help:
                    "leave the sign-up columns to their own fields, or confirm with --resubscribe that these people have agreed"
            )
        case .wouldIgnoreLeaving(let count, let column):
            Failure(
                .consent,
                "\(counted(count, "recipient", "recipients")) would be active who "
                    + (column.map { $0.meaning == nil } ?? false
                        ? "may have left" : "\(count == 1 ? "has" : "have") left")
                    + " according to "
                    + (column.map { "the column \($0.header.quoted), which is not used" } ?? "columns that are not used"),
                help: (column.map { "\(Self.use(of: $0.header.literal, $0.meaning)); or " } ?? "")
                    + "confirm with --resubscribe that these people have agreed")
        case .unreadLeaving(let column, let cell):
            Failure(
                .consent,
                "the column \(column.quoted) may say who has left, and is not used, but its formulas have no stored values, "
                    + "such as the one in \(cell)",
                help:
                    "open the workbook in a spreadsheet program and save it there, which stores the values; or confirm "
                    + "with --resubscribe that these people have agreed")
        case .suspicious(let accidents):
            Failure(
                .suspicious, "the import looks like an accident: \(Suspicion(accidents).summary)",
                help: "--guard warn imports it anyway", about: .input)
        case .replacesWithNothing(let group, let recipients):
            Failure(
                .suspicious,
                "the file has no rows, and --mode replace would remove "
                    + "\(counted(recipients, "recipient", "recipients")) from \(group.quoted)",
                help: "--guard off empties the group", about: .input)
        case .replacesWithInvalid(let rows, let first, let group, let removed):
            Failure(
                .suspicious,
                (rows == 1
                    ? "the file's only row is not valid"
                    : "none of the file's \(NumberText.grouped(rows)) rows is valid")
                    + ", and --mode replace would remove "
                    + "\(counted(removed, "recipient", "recipients")) from \(group.quoted)"
                    + (first.map { "; line \(NumberText.grouped($0.line)): \($0.failure.message)" } ?? ""),
                help: "correct the rows; --guard off removes the recipients", about: .input)
        }
    }
}

extension ImportFormat {
    /// What a file of the format holds.
    fileprivate var content: String {
        switch self {
        case .csv: "text in columns"
        case .json, .jsonl: "JSON"
        case .xlsx: "an XLSX workbook"
        }
    }
}

extension ImportProblem {
    /// How a column about consent is used.
    ///
    /// - Parameters:
    ///   - column: Its header, as a statement takes it.
    ///   - meaning: What it says; nil if nobody knows what a yes says.
    private static func use(of column: String, _ meaning: ConsentMeaning?) -> String {
        guard let meaning else {
            return "say what it holds: --map \(column)=subscribed if a yes gets mail, --map \(column)=unsubscribed if "
                + "it has left"
        }
        return "use it: --map \(column)=\(meaning.fieldName)"
    }

    private static let shownSheets = 10

    /// The workbook's other sheets, for the end of a sentence.
    private static func otherSheets(_ names: [String]) -> String {
        guard !names.isEmpty else { return "" }
        let shown = names.prefix(shownSheets).map(\.quoted).joined(separator: ", ")
        return "; --sheet reads another one: \(shown)\(names.count > shownSheets ? " …" : "")"
    }

    private static func otherSheet(_ names: [String]) -> String? {
        names.first.map { "name the sheet: --sheet \($0.literal)" }
    }
}

/// Why a row cannot be imported, apart from its address.
enum InvalidRowProblem: Hashable, Sendable {
    case tooManyCells(Int, header: Int)
    case containsNUL
    /// The column holds JSON objects, but not in this row.
    case notAnObject(column: String)
    /// A JSON object has several values of this name.
    case repeatedName(String)
    /// The value of a date column says that something happened, but not when.
    case undated(String, column: String)
    case notADate(String, column: String)
    /// The value of a column about consent is not known.
    case unreadableConsent(String, column: String, ConsentMeaning)
    case unreadableDate

    /// What helps where columns cannot be left out.
    var helpWithoutMap: String? {
        if case .notAnObject = self {
            "write an object into the cell, such as {\"size\": \"M\"}, or empty it"
        } else {
            failure.help
        }
    }

    var failure: Failure {
        switch self {
        case .tooManyCells(let count, let header):
            Failure(
                .malformedFile, "the row has \(count) cells, the header only \(header)",
                help: "quote cells that hold the delimiter, or name it with --delimiter")
        case .containsNUL:
            Failure(
                .invalidValue, "the row contains a NUL character",
                help: "save the file as text, in UTF-8 for example")
        case .notAnObject(let column):
            Failure(
                .invalidValue, "the cell in the column \(column.quoted) is not a JSON object",
                help: "leave the column out with --map \(column.literal)=")
        case .repeatedName(let name):
            Failure(
                .malformedFile, "the object has more than one value with the name \(name.quoted)",
                help: "keep the right one, or give the other another name")
        case .undated(let text, let column):
            Failure(
                .invalidValue, "\(text.quoted) in the column \(column.quoted) does not say when",
                help: "put a date into the cell, or leave the column out: --map \(column.literal)=")
        case .notADate(let text, let column):
            Failure(
                .invalidValue, "\(text.quoted) in the column \(column.quoted) is not a date",
                help: "dates are written 2026-01-31, 31.01.2026 or 2026-01-31T10:00")
        case .unreadableConsent(let text, let column, .status):
            Failure(
                .invalidValue,
                "\(text.abbreviated.quoted) in the column \(column.quoted) does not say whether somebody has left"
            )
        case .unreadableConsent(let text, let column, _):
            Failure(
                .invalidValue, "\(text.abbreviated.quoted) in the column \(column.quoted) is neither yes nor no")
        case .unreadableDate:
            Failure(.invalidValue, "a date cannot be read")
        }
    }
}
