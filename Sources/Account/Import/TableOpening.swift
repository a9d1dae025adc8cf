internal import DelimitedText

/// The beginning of a table: the batch that holds its header, and perhaps a preamble above it.
struct TableOpening {
    /// Which record is the header; those before it are no rows.
    let headerRecord: Int
    let headerLine: Int
    private var batch: RecordBatch?

    /// - Precondition: The batch has that record.
    init(_ batch: RecordBatch, headerRecord: Int) {
        self.batch = batch
        self.headerRecord = headerRecord
        headerLine = batch.line(of: headerRecord)
    }

    /// The names in the header.
    ///
    /// - Parameter content: What is meant by a cell.
    func names(_ content: (UnsafeRawBufferPointer) -> UnsafeRawBufferPointer = { $0 }) -> [String] {
        guard let batch else { return [] }
        return batch.withRecords { (records) in
            (0..<records.cellCount(of: headerRecord)).map {
                String(decoding: content(records.cell($0, of: headerRecord)), as: UTF8.self)
            }
        }
    }

    /// The next rows and the first of them that is none of the header: first those of this beginning, then what follows.
    mutating func nextBatch(
        _ next: () throws -> RecordBatch?
    ) rethrows -> (records: RecordBatch, first: Int)? {
        if let batch {
            self.batch = nil
            return (batch, headerRecord + 1)
        }
        return try next().map { ($0, 0) }
    }
}
