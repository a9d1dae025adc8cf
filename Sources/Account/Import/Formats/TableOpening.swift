internal import DelimitedText
internal import Recipients

/// The beginning of a table: the batch with its header, which may have a preamble above it.
struct TableOpening {
    /// Which record is the header; records before it are not rows.
    let headerRecord: Int
    let headerLine: Int
    /// The records above the header, by their first cell that is not empty.
    private let preamble: ExampleCount
    private var batch: RecordBatch?

    /// - Precondition: The batch has that record.
    init(_ batch: RecordBatch, headerRecord: Int) {
        self.batch = batch
        self.headerRecord = headerRecord
        headerLine = batch.line(of: headerRecord)
        preamble = batch.withRecords { (records) in
            var preamble = ExampleCount()
            for record in 0..<headerRecord {
                let count = records.cellCount(of: record)
                guard let column = (0..<count).first(where: { !records.cell($0, of: record).isEmpty }) else { continue }
                preamble.note(records.cell(column, of: record))
            }
            return preamble
        }
    }

    /// A finding if lines above the header are left out.
    var findings: [ImportFinding] {
        preamble.count > 0 ? [.linesAboveHeader(line: headerLine, preamble)] : []
    }

    /// The names in the header.
    ///
    /// - Parameter content: The text that a cell stands for.
    func names(_ content: (UnsafeRawBufferPointer) -> UnsafeRawBufferPointer = { $0 }) -> [String] {
        guard let batch else { return [] }
        return batch.withRecords { (records) in
            (0..<records.cellCount(of: headerRecord)).map {
                String(decoding: content(records.cell($0, of: headerRecord)), as: UTF8.self)
            }
        }
    }

    /// The next rows: first the rest of the batch with the header, then the following batches.
    mutating func nextBatch<Problem: Error>(
        _ next: () throws(Problem) -> RecordBatch?
    ) throws(Problem) -> SourceRows? {
        if let batch {
            self.batch = nil
            return SourceRows(records: batch, first: headerRecord + 1)
        }
        return try next().map { SourceRows(records: $0) }
    }
}

extension HeaderSigns {
    /// A header has the name of an address column, and no address.
    ///
    /// - Parameter mappings: The user's mappings; a column that is mapped to `email` counts as an address column.
    static func addresses(_ mappings: [ColumnAssignment.Mapping]) -> HeaderSigns {
        let mapped = Set(mappings.filter { $0.field?.lowercased() == Field.email.name }.map { $0.column.folded })
        return HeaderSigns(
            isKey: { cell in
                guard cell.count <= 1024 else { return false }
                let text = String(decoding: cell, as: UTF8.self)
                if HeaderVocabulary.field(forHeader: text) == .email { return true }
                return !mapped.isEmpty && mapped.contains(text.folded)
            },
            isValue: { cell in
                var address = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
                let result = address.withUnsafeMutableBytes { EmailAddress.normalize(cell, into: $0) }
                return if case .success = result { true } else { false }
            })
    }
}

extension String {
    /// A column's name as it is compared.
    fileprivate var folded: String { trimmed.normalizedNFC.lowercased() }
}
