/// Some thousands of rows, sorted by address; rows with equal addresses are in the order in which they came. Sendable,
/// because nothing is written to the rows once it is made.
public final class SortedBlock: @unchecked Sendable {
    /// Each row after its lengths.
    let rows: UnsafeRawBufferPointer
    let index: SortedIndex
    /// The memory that holds the rows.
    private let slab: MemorySlab

    /// - Parameter samples: Some of the rows; their keys are ranges of `rows`.
    init(_ rows: UnsafeRawBufferPointer, _ samples: [RowSample], in slab: MemorySlab) {
        self.rows = rows
        index = SortedIndex(length: rows.count, samples: samples, keys: rows)
        self.slab = slab
    }
}

/// Gathers rows and sorts them. For one thread only.
public struct SortedBlockBuilder: ~Copyable {
    private let memory: BlockMemory
    private var slab: MemorySlab?
    /// The rows in the order in which they came. They stay in the processor's cache until they are sorted.
    private var rows = ByteBuffer(capacity: SortedBlockBuilder.usualBytes)
    private var entries = SortEntries()
    private var repeated: RepeatedTexts?
    private var blocks = 0

    private static let usualBytes = 1 << 20
    /// How many rows there are for each sample.
    private static let sampleInterval = 16
    private static let blocksWithoutCodes = 3

    /// How far after a key and a cell `add(key:cells:)` reads.
    public static let readAfterCells = ByteBuffer.overreach

    /// - Parameter memory: Provides the memory of the blocks.
    public init(_ memory: BlockMemory) {
        self.memory = memory
    }

    /// Adds a row of texts; empty ones are missing values.
    ///
    /// - Parameters:
    ///   - key: A normalised address; `readAfterCells` bytes after it can be read.
    ///   - cells: The texts after the address; as many bytes after each can be read.
    public mutating func add(key: UnsafeRawBufferPointer, cells: UnsafeBufferPointer<UnsafeRawBufferPointer>) {
        var row = RowPacker(key, in: &rows)
        let table = repeated?.table
        var columns = table?.columns ?? 0
        for cell in cells {
            row.append(padded: cell, columns & 1 != 0 ? table : nil, to: &rows)
            columns >>= 1
        }
        finish(&row, key)
    }

    /// Adds a mark that a recipient was removed.
    ///
    /// - Parameter key: A normalised address; `readAfterCells` bytes after it can be read.
    public mutating func addRemoval(of key: UnsafeRawBufferPointer) {
        var row = RowPacker(key, in: &rows)
        row.appendRemoval()
        finish(&row, key)
    }

    @inline(__always)
    private mutating func finish(_ row: inout RowPacker, _ key: UnsafeRawBufferPointer) {
        row.finish(in: &rows)
        entries.append(SortEntry(key, at: row.start))
    }

    /// The rows that were added since the last block, sorted; nil if there are none.
    public mutating func takeBlock() -> SortedBlock? {
        guard let start = rows.bytes.baseAddress, entries.count > 0 else { return nil }
        entries.sort(in: start)
        let block = copySorted(from: start)
        blocks += 1
        if repeated == nil {
            // Choosing would cost an import of a few blocks more than it brings.
            repeated = blocks < Self.blocksWithoutCodes ? memory.repeated : memory.repeated(of: rows.bytes)
        }
        entries.removeAll()
        if rows.count > 8 * Self.usualBytes {
            rows = ByteBuffer(capacity: Self.usualBytes)
        } else {
            rows.removeAll()
        }
        return block
    }

    private mutating func copySorted(from start: UnsafeRawPointer) -> SortedBlock {
        // Unpacking a row reads beyond its end.
        let (slab, memory) = room(rows.count + ByteBuffer.overreach)
        let target = UnsafeMutableRawBufferPointer(rebasing: memory[..<rows.count])
        var samples: [RowSample] = []
        samples.reserveCapacity(entries.count / Self.sampleInterval + 1)
        var end = 0
        for index in 0..<entries.count {
            let entry = entries[index]
            let row = PackedRow(at: start + entry.offset)
            if index % Self.sampleInterval == 0 { samples.append(entry.sample(at: end, keyLength: row.key.count)) }
            // In bounds: the rows take as much room in any order.
            UnsafeMutableRawBufferPointer(rebasing: target[end...]).copyMemory(from: row.bytes)
            end += row.bytes.count
        }
        return SortedBlock(UnsafeRawBufferPointer(target), samples, in: slab)
    }

    private mutating func room(_ bytes: Int) -> (MemorySlab, UnsafeMutableRawBufferPointer) {
        if let slab, let target = slab.take(bytes) { return (slab, target) }
        let fresh = memory.slab(bytes)
        slab = fresh
        guard let target = fresh.take(bytes) else { preconditionFailure("a slab has the size that was asked for") }
        return (fresh, target)
    }
}

/// A position in the sorted rows of a run. It does not keep their memory alive.
struct SortedBlockCursor: MergeSource {
    private(set) var current: PackedRow?
    /// The beginning of the row after the current one, or the end.
    private(set) var next: UnsafeRawPointer
    private let end: UnsafeRawPointer

    /// - Parameters:
    ///   - rows: Packed rows, made by this process.
    ///   - offset: The offset of the first row to visit.
    init(_ rows: UnsafeRawBufferPointer, from offset: Int = 0) {
        next = (rows.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped) + offset
        end = next + (rows.count - offset)
        advance()
    }

    @inline(__always)
    mutating func advance() {
        guard next < end else {
            current = nil
            return
        }
        let row = PackedRow(at: next)
        current = row
        next += row.bytes.count
    }

    mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 { advance() }
    }

    /// The offset of the current row, or of the end.
    func offset(in rows: UnsafeRawBufferPointer) -> Int {
        guard let start = rows.baseAddress else { return 0 }
        return (current?.bytes.baseAddress ?? end) - start
    }
}
