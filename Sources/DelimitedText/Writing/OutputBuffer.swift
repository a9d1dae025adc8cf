/// What has been written but not flushed.
///
/// Invariant: `capacity` bytes are allocated at `base`; the first `count` are text.
struct OutputBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        base.deallocate()
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    mutating func removeAll() {
        count = 0
    }

    /// Makes room for more bytes; everything else here requires it.
    @inline(__always)
    mutating func reserve(_ additional: Int) {
        if capacity - count < additional { grow(additional) }
    }

    @inline(never)
    private mutating func grow(_ additional: Int) {
        capacity = max(2 * capacity, count + additional)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        assert(count < capacity)
        base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        assert(bytes.count <= capacity - count)
        guard let source = bytes.baseAddress else { return }
        (base + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    /// Appends a cell in quotes, doubling its own.
    mutating func append(quoting cell: UnsafeRawBufferPointer) {
        append(Byte.quote)
        for byte in cell {
            if byte == Byte.quote { append(byte) }
            append(byte)
        }
        append(Byte.quote)
    }

    /// Quotes the first cell of the last record if its line would otherwise hold nothing but delimiters, and so not be
    /// a record.
    @inline(__always)
    mutating func quoteIfBlank(from start: Int, firstCellEnd: Int, _ delimiter: UInt8) {
        for byte in bytes[start...] where byte != delimiter { return }
        insert(Byte.quote, at: firstCellEnd)
        insert(Byte.quote, at: start)
    }

    /// Puts an empty line before the first record if that would be taken for a `sep=` line.
    mutating func protectFirstRecord() {
        if SeparatorLine(of: bytes) != nil { insert(Byte.lineFeed, at: 0) }
    }

    private mutating func insert(_ byte: UInt8, at position: Int) {
        precondition(position <= count && count < capacity)
        (base + position + 1).copyMemory(from: base + position, byteCount: count - position)
        base.storeBytes(of: byte, toByteOffset: position, as: UInt8.self)
        count += 1
    }
}
