/// Makes batches of records that do not come from delimited text.
public struct RecordBatchBuilder: ~Copyable {
    private let batchBytes: Int
    private let columns: Int
    private var memory: BatchMemory
    /// The cells of the current record.
    private var cells: [CellRange]
    private var recordStart = 0
    private var firstLine: Int?

    /// - Parameters:
    ///   - columns: The fewest cells that a record has.
    ///   - batchBytes: How many bytes of text make a batch full.
    public init(columns: Int, batchBytes: Int = 256 << 10) {
        self.columns = columns
        self.batchBytes = batchBytes
        memory = BatchMemory(capacity: batchBytes)
        cells = Array(repeating: CellRange(0, 0), count: columns)
    }

    /// This many cells make a batch full, however little text is in them: two megabytes of places in it.
    private static let mostCells = 1 << 18

    /// Whether there is enough for a batch.
    public var isFull: Bool { memory.text.count >= batchBytes || memory.index.cells.count >= Self.mostCells }

    /// Sets a cell of the current record, replacing what it had.
    ///
    /// - Parameter column: The index of the cell; cells before it are empty until they are set.
    /// - Parameter text: UTF-8; it is not checked.
    public mutating func set(_ column: Int, to text: UnsafeRawBufferPointer) {
        while cells.count <= column { cells.append(CellRange(0, 0)) }
        memory.text.reserve(text.count)
        let start = memory.text.count
        memory.text.append(text)
        cells[column] = CellRange(start, start + text.count)
    }

    /// Ends the current record.
    ///
    /// - Parameters:
    ///   - line: The line of its file that it begins on, from 1; never less than that of the record before.
    ///   - raw: The record as it was in the file, if that is delimited text.
    public mutating func endRecord(line: Int, raw: UnsafeRawBufferPointer? = nil) {
        let first = firstLine ?? line
        firstLine = first
        if let raw {
            memory.text.reserve(raw.count)
            recordStart = memory.text.count
            memory.text.append(raw)
        }
        let entry = RecordEntry(
            firstCell: memory.index.cells.count, start: recordStart, end: memory.text.count, line: line - first)
        memory.index.records.reserve(1)
        memory.index.records.appendReserved(entry)
        memory.index.cells.reserve(cells.count)
        for cell in cells { memory.index.cells.appendReserved(cell) }
        recordStart = memory.text.count
        clearCells()
    }

    /// Drops the cells of the current record.
    public mutating func discardRecord() {
        clearCells()
    }

    private mutating func clearCells() {
        if cells.count > columns { cells.removeLast(cells.count - columns) }
        for column in cells.indices { cells[column] = CellRange(0, 0) }
    }

    /// Hands out the records that have ended; nil if there are none. A record that has begun continues in the next
    /// batch.
    public mutating func takeBatch() -> RecordBatch? {
        guard let line = firstLine else { return nil }
        memory.index.finish(cellCount: memory.index.cells.count)
        let next = BatchMemory(capacity: batchBytes)
        let begun = UnsafeRawBufferPointer(rebasing: memory.text.text[recordStart...])
        next.text.reserve(begun.count)
        next.text.append(begun)
        for column in cells.indices where cells[column].start < cells[column].end {
            let cell = cells[column]
            cells[column] = CellRange(Int(cell.start) - recordStart, Int(cell.end) - recordStart)
        }
        let batch = RecordBatch(memory, firstLine: line)
        memory = next
        recordStart = 0
        firstLine = nil
        return batch
    }
}
