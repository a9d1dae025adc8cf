/// The text of a batch while it is read.
///
/// Invariant: `capacity` bytes and `padding` more are allocated at `base`; the first `count` are text.
struct TextBuffer: ~Copyable {
    /// How many bytes beyond the text may be read, so that a scanner need not check for its end.
    static let padding = 64

    private(set) var base: UnsafeMutableRawPointer
    private(set) var count = 0
    private var capacity: Int
    /// How far the buffer is filled from a stream; at most `capacity`.
    private var fillLimit: Int

    init(capacity: Int) {
        self.capacity = capacity
        fillLimit = capacity
        base = Self.allocate(capacity)
    }

    deinit {
        base.deallocate()
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
        .allocate(byteCount: capacity + padding, alignment: 16)
    }

    /// The text, with `padding` zeros after it that can be read as well.
    var text: UnsafeRawBufferPointer {
        (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: Self.padding)
        return UnsafeRawBufferPointer(start: base, count: count)
    }

    /// The bytes that are allocated.
    var size: Int { capacity + Self.padding }

    private var isFull: Bool { fillLimit - count < TextStream.minimumRead }

    /// Reads from a stream until the buffer is full or the stream ends.
    mutating func fill(from stream: inout TextStream) throws {
        while !isFull, stream.end == nil {
            count += try stream.read(into: UnsafeMutableRawBufferPointer(start: base + count, count: fillLimit - count))
        }
    }

    /// Drops the end marks (0x1A) at the end of the text.
    mutating func dropEndMarks() {
        while count > 0, base.load(fromByteOffset: count - 1, as: UInt8.self) == Byte.endMark { count -= 1 }
    }

    /// Drops the text; the buffer will be filled as one that was made with this capacity is.
    mutating func reset(capacity newCapacity: Int) {
        count = 0
        reserve(newCapacity)
        fillLimit = newCapacity
    }

    /// Makes room for more bytes, but only for `append` and `appendUnescaped`: `fill` keeps its limit.
    @inline(__always)
    mutating func reserve(_ additional: Int) {
        if capacity - count < additional { grow(by: additional) }
    }

    @inline(never)
    private mutating func grow(by additional: Int) {
        let newCapacity = max(count + additional, capacity + capacity / 4)
        let larger = Self.allocate(newCapacity)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
        capacity = newCapacity
    }

    /// Appends bytes for which there is room.
    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= capacity - count)
        guard let source = bytes.baseAddress else { return }
        (base + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    /// Appends quoted content, reducing doubled quotes to one; there must be room for all of it.
    mutating func appendUnescaped(_ content: Range<Int>) {
        precondition(content.upperBound <= count && content.count <= capacity - count)
        var position = content.lowerBound
        while position < content.upperBound {
            let byte = base.load(fromByteOffset: position, as: UInt8.self)
            base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
            count += 1
            position += byte == Byte.quote ? 2 : 1
        }
    }
}
