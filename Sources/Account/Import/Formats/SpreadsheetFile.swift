internal import DelimitedText
internal import Recipients
internal import Spreadsheets

/// A sheet of an XLSX workbook, with a header.
final class SpreadsheetFile: RecordSource {
    let headers: [String]
    let rejectsLayout = RejectsLayout.cells
    private let path: String
    private let file: any InputFile
    private let reader: SpreadsheetReader
    private var opening: TableOpening
    /// The columns that are used; nil for all.
    private var used: Set<Int>?
    private let use: ForeignFormat.Use

    var headerLine: Int? { opening.headerLine }

    init(_ workbook: UserFile, _ options: ImportOptions, for use: ForeignFormat.Use) throws(ReadingError) {
        path = workbook.path
        self.use = use
        file = try endingReading(workbook.open())
        // Workbooks are only on disk: nothing here writes one.
        guard let descriptor = file.descriptor else { throw .workbook(.unreadable(.notAWorkbook)) }
        let reader = try readingWorkbook(SpreadsheetReader(descriptor: descriptor, sheet: options.sheet))
        self.reader = reader
        guard let batch = try readingWorkbook(reader.nextBatch()) else {
            if let cell = reader.oddities.unvalued.values.compactMap(\.first).min(by: { $0.row < $1.row }) {
                throw .failure(ImportProblem.unvaluedFormula(path, cell: cell.name, column: nil).failure)
            }
            throw .failure(
                ImportProblem.emptySheet(path, sheet: reader.sheet, others: reader.otherSheets).failure)
        }
        let signs = HeaderSigns.addresses(options.mappings)
        let header = batch.withRecords { (records) in
            signs.headerRecord(
                records: records.count, cells: { records.cellCount(of: $0) }, cell: { records.cell($0, of: $1) })
        }
        opening = TableOpening(batch, headerRecord: header ?? 0)
        headers = opening.names()
    }

    func use(_ columns: Set<Int>) {
        used = columns
    }

    func nextBatch() throws(ReadingError) -> SourceRows? {
        let next = try opening.nextBatch { () throws(ReadingError) in try readingWorkbook(reader.nextBatch()) }
        try endingReading(checkFormulas())
        return next
    }

    /// Refuses formulas without stored values: their cells would be read as empty.
    private func checkFormulas() throws(Failure) {
        for (column, cells) in reader.oddities.unvalued.sorted(by: { $0.key < $1.key })
        where used?.contains(column) ?? true {
            // What is above the header is not read. A header without a value is not a name.
            guard let cell = cells.first(where: { $0.row >= opening.headerLine }) else { continue }
            let name = headers.indices.contains(column) ? headers[column] : ""
            // A column without a name, or with the addresses, cannot be left out; one about consent should not be.
            let isNeeded =
                use == .table || name.isEmpty || HeaderVocabulary.field(forHeader: name) == .email
                || ConsentHeader(name) != nil
            throw ImportProblem.unvaluedFormula(path, cell: cell.name, column: isNeeded ? nil : name).failure
        }
    }

    var findings: [ImportFinding] {
        opening.findings + unreadSheets + unreadConsent
            + reader.oddities.errors.sorted { $0.key < $1.key }.compactMap { column, errors in
                guard used?.contains(column) ?? true, headers.indices.contains(column) else { return nil }
                return .errorCells(
                    column: headers[column], rows: errors.count, text: errors.text, cell: errors.first.name)
            }
    }

    private var unreadSheets: [ImportFinding] {
        reader.otherFilledSheets.isEmpty ? [] : [.unreadSheets(reader.otherFilledSheets)]
    }

    /// Columns about consent that are not used, and could not be: their formulas have no stored values.
    private var unreadConsent: [ImportFinding] {
        reader.oddities.unvalued.sorted { $0.key < $1.key }.compactMap { column, cells in
            guard used?.contains(column) == false, headers.indices.contains(column),
                ConsentHeader(headers[column]) != nil,
                let cell = cells.first(where: { $0.row >= opening.headerLine })
            else { return nil }
            return .unreadConsent(column: headers[column], cell: cell.name)
        }
    }

    func explained(_ failure: Failure) -> Failure {
        guard failure.code == .missingEmailColumn, !reader.otherSheets.isEmpty else { return failure }
        return ImportProblem.wrongSheet(failure, sheet: reader.sheet, others: reader.otherSheets).failure
    }
}

extension SpreadsheetFile {
    /// How many sheets a help names: all those of an ordinary workbook, not those of one with a sheet for each day.
    fileprivate static let listedSheets = 20
}

extension Failure {
    /// The failure for a problem with a workbook, in the user's words.
    init(_ problem: SpreadsheetProblem, in name: String) {
        switch problem {
        case .unreadable(let cause):
            self.init(.malformedFile, "\(name.quoted) cannot be read: \(cause.words)", about: .input)
        case .tooLarge(let excess):
            self.init(.malformedFile, "\(name.quoted) was refused: \(excess.words)", about: .input)
        case .unknownSheet(let sheet, let sheets):
            let list = sheets.prefix(SpreadsheetFile.listedSheets).map(\.quoted).joined(separator: ", ")
            self.init(
                .invalidValue, "\(name.quoted) has no sheet \(sheet.quoted)",
                help: sheets.suggestion(for: sheet) ?? "its sheets are \(list)",
                about: .sheet)
        }
    }
}

extension SpreadsheetProblem.Cause {
    /// The cause in words.
    fileprivate var words: String {
        switch self {
        case .missingLibrary(let library): "reading workbooks needs \(library), which is not installed"
        case .noMemory: "there is not enough memory to read it"
        case .cannotOpen: "it cannot be opened"
        case .notAWorkbook: "it is not an XLSX workbook"
        case .noSheets: "the workbook has no sheets"
        case .noRows: "the sheet's rows are missing"
        case .cannotUnpack(let path): "\(path.quoted) cannot be unpacked"
        case .damaged(let path): "\(path.quoted) is damaged"
        case .damagedXML: "its XML is damaged"
        case .documentType: "it declares a document type, which workbooks never do"
        case .tooDeep(let levels): "its elements are nested more than \(levels) levels deep"
        case .nestedRow(let row): "row \(row) contains another row"
        case .tooManyColumns(let row, let limit): "row \(row) has more than \(limit) columns"
        case .missingText(let row): "a cell in row \(row) refers to a text that does not exist"
        }
    }
}

extension SpreadsheetProblem.Excess {
    /// What is too large, in words.
    fileprivate var words: String {
        switch self {
        case .file(let path): "\(path.quoted) unpacks to far more than a workbook can hold"
        case .tag(let limit): "a tag is longer than \(limit) MiB"
        case .texts(let limit): "it has more than \(limit) texts"
        case .textSize(let limit): "its texts are more than \(limit) MiB"
        case .cell(let row, let limit): "a cell in row \(row) is longer than \(limit) MiB"
        }
    }
}
