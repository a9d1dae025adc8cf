/// Some thousands of rows, sorted by address, equal ones in the order in which they came.
/// Sendable, since nothing is written to its lines once it is made.
public final class RunBlock: @unchecked Sendable {
    /// The rows' lines.
    let lines: UnsafeRawBufferPointer
    /// What the lines stand in.
    private let slab: RunSlab

    init(_ lines: UnsafeRawBufferPointer, in slab: RunSlab) {
        self.lines = lines
        self.slab = slab
    }
}

/// Gathers rows and sorts them. One thread uses it.
public struct RunBlockBuilder: ~Copyable {
    private let memory: RunMemory
    private var slab: RunSlab?
    /// The rows as they came. They stay in the processor's cache until they are sorted.
    private var rows = ByteBuffer(capacity: RunBlockBuilder.usualBytes)
    private var entries: [RunEntry] = []

    private static let usualBytes = 1 << 20

    /// - Parameter memory: Where the blocks stand.
    public init(_ memory: RunMemory) {
        self.memory = memory
    }

    /// Adds a row that a closure writes to the end of the buffer: one line with its line end.
    ///
    /// - Parameters:
    ///   - keyLength: The length of its address, at most `EmailAddress.maximumLength` bytes.
    ///   - write: Writes the row.
    @inline(__always)
    public mutating func add(keyLength: Int, _ write: (inout ByteBuffer) -> Void) {
        let offset = rows.count
        write(&rows)
        let row = UnsafeRawBufferPointer(rebasing: rows.bytes[offset...])
        entries.append(RunEntry(row, keyLength: keyLength, offset: offset))
    }

    /// The rows that were added since the last block, sorted; nil for none.
    public mutating func takeBlock() -> RunBlock? {
        guard let start = rows.bytes.baseAddress, !entries.isEmpty else { return nil }
        entries.sort { RunEntry.isBefore($0, $1, in: start) }
        let block = copySorted(from: start)
        entries.removeAll(keepingCapacity: true)
        if rows.count > 8 * Self.usualBytes {
            rows = ByteBuffer(capacity: Self.usualBytes)
        } else {
            rows.removeAll()
        }
        return block
    }

    private mutating func copySorted(from start: UnsafeRawPointer) -> RunBlock {
        let (slab, target) = room(rows.count)
        var end = 0
        for entry in entries {
            let row = UnsafeRawBufferPointer(start: start + Int(entry.offset), count: Int(entry.length))
            // In bounds: the rows take as much room in one order as in another.
            UnsafeMutableRawBufferPointer(rebasing: target[end...]).copyMemory(from: row)
            end += row.count
        }
        return RunBlock(UnsafeRawBufferPointer(target), in: slab)
    }

    private mutating func room(_ bytes: Int) -> (RunSlab, UnsafeMutableRawBufferPointer) {
        if let slab, let target = slab.take(bytes) { return (slab, target) }
        let fresh = memory.slab(bytes)
        slab = fresh
        guard let target = fresh.take(bytes) else { preconditionFailure("a slab has the size that was asked for") }
        return (fresh, target)
    }
}
