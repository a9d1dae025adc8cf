/// The bytes of a batch while they are read.
///
/// Invariant: `capacity` bytes and `padding` more are allocated at `base`; the first `count` are text.
struct TextBuffer: ~Copyable {
    /// How far beyond the text it may be read, so that a scanner need not look where the text ends.
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

    /// Drops the marks of its end that the text has at its end.
    mutating func dropEndMarks() {
        while count > 0, base.load(fromByteOffset: count - 1, as: UInt8.self) == Byte.endMark { count -= 1 }
    }

    /// Forgets the text; the buffer is to be filled with as many bytes as one of that capacity.
    mutating func reset(capacity newCapacity: Int) {
        count = 0
        reserve(newCapacity)
        fillLimit = newCapacity
    }

    /// Makes room for more bytes, if only for `append` and `appendUnescaped`.
    mutating func reserve(_ additional: Int) {
        guard capacity - count < additional else { return }
        let newCapacity = max(count + additional, capacity + capacity / 4)
        let larger = Self.allocate(newCapacity)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
        capacity = newCapacity
    }

    /// Appends bytes for which there is room.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= capacity - count)
        guard let source = bytes.baseAddress else { return }
        (base + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    /// Appends quoted content, making one quote of two; there is room for it as it is.
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
