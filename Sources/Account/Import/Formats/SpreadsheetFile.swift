internal import DelimitedText
internal import Recipients
internal import Spreadsheets

/// A sheet of an XLSX workbook, with a header.
final class SpreadsheetFile: RecordSource {
    let headers: [String]
    let rejectsLayout = RejectsLayout.cells
    private let file: FileSource
    private let reader: SpreadsheetReader
    private var opening: TableOpening

    var headerLine: Int? { opening.headerLine }
    var findings: [ImportFinding] { opening.findings }

    init(path: String, _ options: ImportOptions) throws {
        file = try FileSource(path: path)
        reader = try SpreadsheetReader(descriptor: file.descriptor, sheet: options.sheet)
        guard let batch = try reader.nextBatch() else {
            throw ImportProblem.emptySheet(path).failure
        }
        let signs = HeaderSigns.addresses(options.mappings)
        let header = batch.withRecords { (records) in
            signs.headerRecord(
                records: records.count, cells: { records.cellCount(of: $0) }, cell: { records.cell($0, of: $1) })
        }
        opening = TableOpening(batch, headerRecord: header ?? 0)
        headers = opening.names()
    }

    func nextBatch() throws -> (records: RecordBatch, first: Int)? {
        try opening.nextBatch { try reader.nextBatch() }
    }
}

extension Failure {
    /// What is wrong with a workbook, in the user's words.
    init(_ problem: SpreadsheetProblem, in name: String) {
        switch problem {
        case .malformed(let reason):
            self.init(.malformedFile, "\(name.quoted) cannot be read: \(reason)", about: .input)
        case .tooLarge(let reason): self.init(.malformedFile, "\(name.quoted) is not read: \(reason)", about: .input)
        case .unknownSheet(let sheet, let sheets):
            let list = sheets.prefix(20).map(\.quoted).joined(separator: ", ")
            self.init(
                .invalidValue, "\(name.quoted) has no sheet \(sheet.quoted)",
                help: sheets.suggestion(for: sheet) ?? "its sheets are \(list)",
                about: .sheet)
        }
    }
}
