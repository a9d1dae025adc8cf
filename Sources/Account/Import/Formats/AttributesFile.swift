internal import DelimitedText
internal import JSONRecords
internal import Recipients

/// A delimited file with a column of JSON objects, as listmonk exports it: the members of the objects become columns
/// after the others. A row whose cell is not an object is invalid, and so is one whose object repeats a name.
final class AttributesFile: RecordSource {
    let headers: [String]
    let headerLine: Int?
    let mayBeExport: Bool
    let rejectsLayout: RejectsLayout
    private let file: DelimitedFile
    private let column: Int
    /// How many columns the file has.
    private let width: Int
    private var attributes: JSONAttributes
    /// Rows of the file that are being expanded, and the first that has not been.
    private var current: (source: SourceRows, next: Int)?

    private static let names: Set<String> = ["attributes", "attribs", "global_attributes"]

    /// Nil if the file has no such column, if the user says what becomes of it, or if none of its cells is an object.
    ///
    /// - Parameters:
    ///   - file: The file, at its beginning. It is not read here.
    ///   - mappings: The user's mappings.
    ///   - open: Opens the same file again.
    init?(
        _ file: DelimitedFile,
        _ mappings: [ColumnAssignment.Mapping],
        _ open: () throws(ReadingError) -> DelimitedFile
    ) throws(ReadingError) {
        let names = file.headers.map { $0.trimmed.lowercased() }
        guard let column = names.firstIndex(where: { Self.names.contains($0) }),
            !names.starts(with: Field.fixed.map(\.name)),
            !mappings.contains(where: { $0.column.trimmed.lowercased() == names[column] })
        else { return nil }
        var attributes = JSONAttributes()
        var hasObjects = false
        let first = try open()
        while let next = try first.nextBatch() {
            next.records.withRecords { (records) in
                for record in next.rows {
                    let cell = records.cell(column, of: record)
                    guard cell.trimmingASCIIWhitespace().first == UInt8(ascii: "{") else { continue }
                    hasObjects = true
                    attributes.learn(cell)
                }
            }
        }
        guard hasObjects else { return nil }
        self.file = file
        self.column = column
        self.attributes = attributes
        width = file.headers.count
        headers = file.headers.enumerated().filter { $0.offset != column }.map(\.element) + attributes.names
        headerLine = file.headerLine
        mayBeExport = file.mayBeExport
        rejectsLayout = file.rejectsLayout
    }

    var encoding: TextEncoding? { file.encoding }
    var findings: [ImportFinding] { file.findings }

    func nextBatch() throws(ReadingError) -> SourceRows? {
        while let (source, start) = try nextRows() {
            var refused: [Int: InvalidRowProblem] = [:]
            var next = start
            let expanded = try source.records.withRecords { (records) throws(ReadingError) in
                var builder = RecordBatchBuilder(columns: headers.count)
                while next < source.rows.upperBound, !builder.isFull {
                    if let problem = try expand(next, of: records, into: &builder) { refused[next - start] = problem }
                    next += 1
                }
                return builder.takeBatch()
            }
            current = next < source.rows.upperBound ? (source, next) : nil
            if let expanded { return SourceRows(records: expanded, refused: refused) }
        }
        return nil
    }

    /// Rows of the file, and the first of them that has not been expanded.
    private func nextRows() throws(ReadingError) -> (source: SourceRows, next: Int)? {
        if let current { return current }
        return try file.nextBatch().map { ($0, $0.first) }
    }

    /// Adds a record with the members of its object after its other cells; returns what is wrong with the object.
    private func expand(
        _ record: Int,
        of records: borrowing RecordBatch.Records,
        into builder: inout RecordBatchBuilder
    ) throws(ReadingError) -> InvalidRowProblem? {
        var problem: InvalidRowProblem?
        for index in 0..<records.cellCount(of: record) {
            let cell = records.cell(index, of: record)
            if index == column {
                guard !cell.trimmingASCIIWhitespace().isEmpty else { continue }
                switch attributes.expand(cell, into: &builder, from: width - 1) {
                case .done: break
                case .notAnObject: problem = .notAnObject(column: file.headers[column])
                case .repeatedName(let name): problem = .repeatedName(name)
                case .newName: throw .failure(ImportProblem.changedWhileRead.failure)
                }
            } else {
                // Cells beyond the header's come after the last column, so that there are still too many of them.
                let target = index < column ? index : index < width ? index - 1 : headers.count + index - width
                builder.set(target, to: cell)
            }
        }
        builder.endRecord(line: records.line(of: record), raw: records.rawRecord(record))
        return problem
    }
}
