import SystemCalls

/// Some thousands of consecutive records of a delimited text.
///
/// A batch owns its bytes and never changes, so it can be handed to another thread. `withRecords` gives access to them
/// and keeps them alive.
public final class RecordBatch: @unchecked Sendable {
    // Sendable, because nothing is written to this memory after `init`.

    /// How many bytes after a cell can be read, so that code that goes through it need not look for its end.
    public static let readableAfter = TextBuffer.padding

    /// The number of records: at least one.
    public let count: Int

    private let memory: BatchMemory
    private let firstLine: Int

    /// - Parameter memory: Its index is finished and unescaped. It must not change while the batch lives.
    init(_ memory: BatchMemory, firstLine: Int) {
        self.memory = memory
        self.firstLine = firstLine
        count = memory.index.recordCount
    }

    /// Gives a closure access to the records.
    ///
    /// - Parameter body: Receives the records; their bytes are valid while it runs.
    public func withRecords<Result, Problem: Error>(
        _ body: (borrowing Records) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        // Without this, the optimiser may release the owner before the last use of the bytes.
        defer { withExtendedLifetime(self) {} }
        return try body(Records(memory, count: count, firstLine: firstLine))
    }

    /// The cells of a record as text.
    public func texts(of record: Int) -> [String] {
        withRecords { (records) in
            (0..<records.cellCount(of: record)).map { String(decoding: records.cell($0, of: record), as: UTF8.self) }
        }
    }

    /// The physical line of the file, from 1, on which a record begins.
    public func line(of record: Int) -> Int {
        withRecords { (records) in records.line(of: record) }
    }

    /// The records of a batch. They cannot be copied, so nobody can keep them longer than they are valid.
    public struct Records: ~Copyable {
        // Invariant: `records` has `count` entries and one more, whose `firstCell` is the number of `cells`;
        // every cell and record lies within `text`.

        /// The number of records: at least one.
        public let count: Int
        @usableFromInline let text: UnsafeRawPointer
        @usableFromInline let cells: UnsafePointer<CellRange>
        @usableFromInline let records: UnsafePointer<RecordEntry>
        @usableFromInline let firstLine: Int

        fileprivate init(_ memory: BatchMemory, count: Int, firstLine: Int) {
            self.count = count
            self.firstLine = firstLine
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
        @inlinable @inline(__always)
        public func cellCount(of record: Int) -> Int {
            precondition(UInt(bitPattern: record) < UInt(bitPattern: count))
            return Int(records[record + 1].firstCell - records[record].firstCell)
        }

        /// The content of a cell: UTF-8, without its quotes, doubled quotes reduced to one.
        ///
        /// - Parameter record: The index of a record of this batch.
        /// - Parameter column: From 0. A column that the record lacks is empty.
        /// - Returns: Bytes after which another `readableAfter` bytes can be read; their values are arbitrary.
        @inlinable @inline(__always)
        public func cell(_ column: Int, of record: Int) -> UnsafeRawBufferPointer {
            precondition(UInt(bitPattern: record) < UInt(bitPattern: count))
            let first = Int(records[record].firstCell)
            guard UInt(bitPattern: column) < UInt(bitPattern: Int(records[record + 1].firstCell) - first) else {
                return UnsafeRawBufferPointer(start: text, count: 0)
            }
            let range = cells[first + column]
            return UnsafeRawBufferPointer(start: text + Int(range.start), count: Int(range.end - range.start))
        }

        /// A record as it was in the file, with its quotes and without its line end, as UTF-8.
        public func rawRecord(_ record: Int) -> UnsafeRawBufferPointer {
            precondition(UInt(bitPattern: record) < UInt(bitPattern: count))
            let entry = records[record]
            return UnsafeRawBufferPointer(start: text + Int(entry.start), count: Int(entry.end - entry.start))
        }

        /// Whether a byte occurs anywhere in the records as they were in the file.
        public func contains(_ byte: UInt8) -> Bool {
            let (first, last) = (records[0], records[count - 1])
            return memchr(text + Int(first.start), Int32(byte), Int(last.end - first.start)) != nil
        }
    }
}
