import SystemCalls

/// Some thousands of consecutive records of a delimited text.
///
/// A batch owns its bytes and never changes, so it can be handed to another thread.
/// The bytes it returns are valid while it lives: who keeps them longer than the batch's last use holds on to it with
/// `withExtendedLifetime`.
public final class RecordBatch: @unchecked Sendable {
    // Sendable, since nothing is written to this memory after `init`.
    // Invariant: `records` has `count` entries and one more, whose `firstCell` is the number of `cells`;
    // every cell and record lies within `text`.

    /// How many bytes behind a cell can be read, so that nobody who goes through it has to look for its end.
    public static let readableBehind = TextBuffer.padding

    /// The number of records: at least one.
    public let count: Int
    @usableFromInline let text: UnsafeRawPointer
    @usableFromInline let cells: UnsafePointer<CellRange>
    @usableFromInline let records: UnsafePointer<RecordEntry>
    @usableFromInline let firstLine: Int

    /// What the pointers point into.
    private let memory: BatchMemory

    /// - Parameter memory: Its index is finished, and unescaped in its text. It does not change while the batch lives.
    init(_ memory: BatchMemory, firstLine: Int) {
        self.memory = memory
        self.firstLine = firstLine
        count = memory.index.recordCount
        text = UnsafeRawPointer(memory.text.base)
        cells = UnsafePointer(memory.index.cells.base)
        records = UnsafePointer(memory.index.records.base)
    }

    /// The physical line of the file, from 1, on which a record begins.
    ///
    /// Lines within quotes, empty lines and a `sep=` line count; CRLF ends one line.
    @inlinable
    public func line(of record: Int) -> Int {
        precondition(UInt(bitPattern: record) < UInt(bitPattern: count))
        return firstLine + Int(records[record].line)
    }

    /// The number of cells of a record: at least one.
    @inlinable
    public func cellCount(of record: Int) -> Int {
        precondition(UInt(bitPattern: record) < UInt(bitPattern: count))
        return Int(records[record + 1].firstCell - records[record].firstCell)
    }

    /// The content of a cell: UTF-8, without its quotes, doubled quotes made single.
    ///
    /// - Parameter record: The index of a record of this batch.
    /// - Parameter column: From 0. A column that the record lacks is empty.
    /// - Returns: Bytes that are valid while the batch lives; so are `readableBehind` bytes behind them, whatever they are.
    @inlinable
    public func cell(_ column: Int, of record: Int) -> UnsafeRawBufferPointer {
        precondition(UInt(bitPattern: record) < UInt(bitPattern: count))
        let first = Int(records[record].firstCell)
        guard UInt(bitPattern: column) < UInt(bitPattern: Int(records[record + 1].firstCell) - first) else {
            return UnsafeRawBufferPointer(start: text, count: 0)
        }
        let range = cells[first + column]
        return UnsafeRawBufferPointer(start: text + Int(range.start), count: Int(range.end - range.start))
    }

    /// A record as it stood in the file, with its quotes and without its line end, as UTF-8.
    ///
    /// - Returns: Bytes that are valid while the batch lives.
    public func rawRecord(_ record: Int) -> UnsafeRawBufferPointer {
        precondition(UInt(bitPattern: record) < UInt(bitPattern: count))
        let entry = records[record]
        return UnsafeRawBufferPointer(start: text + Int(entry.start), count: Int(entry.end - entry.start))
    }

    /// Whether a byte stands anywhere in the records as they stood in the file.
    public func contains(_ byte: UInt8) -> Bool {
        let (first, last) = (records[0], records[count - 1])
        return memchr(text + Int(first.start), Int32(byte), Int(last.end - first.start)) != nil
    }
}
