import SystemCalls

/// Bytes that are gathered in one growing region of memory, which is reused after `removeAll()`.
public struct ByteBuffer: ~Copyable {
    @usableFromInline var memory: UnsafeMutableRawBufferPointer
    @usableFromInline var end = 0

    /// The number of bytes in it.
    @inlinable public var count: Int { end }

    /// An empty buffer with room for this many bytes; it grows when necessary.
    public init(capacity: Int = 256) {
        memory = Self.allocate(max(capacity, 64))
    }

    deinit {
        memory.deallocate()
    }

    private static func allocate(_ bytes: Int) -> UnsafeMutableRawBufferPointer {
        bytes < UnsafeMutableRawBufferPointer.largeBytes
            ? .allocate(byteCount: bytes, alignment: 16) : .allocateLarge(byteCount: bytes)
    }

    /// The bytes gathered so far; valid until the buffer is next changed.
    @inlinable public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory.baseAddress, count: count)
    }

    /// Empties it and keeps the memory.
    @inlinable public mutating func removeAll() {
        end = 0
    }

    /// Drops all but the first bytes.
    @inlinable @inline(__always)
    public mutating func truncate(to newCount: Int) {
        end = min(count, newCount)
    }

    /// Makes room for this many more bytes.
    @inlinable @inline(__always)
    public mutating func reserve(_ more: Int) {
        if count + more > memory.count { grow(to: count + more) }
    }

    /// Adds a byte.
    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        // In bounds: room was just made.
        memory.baseAddress.unsafelyUnwrapped.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        end += 1
    }

    /// Where a byte that was added is; valid until the buffer next grows.
    @inline(__always)
    mutating func address(of offset: Int) -> UnsafeMutableRawPointer {
        precondition(offset >= 0 && offset < count)
        return memory.baseAddress.unsafelyUnwrapped + offset
    }

    /// Adds bytes, which are copied.
    @inlinable @inline(__always)
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        // In bounds: room was just made.
        memory.baseAddress.unsafelyUnwrapped.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
        end += bytes.count
    }

    /// Appends bytes, with the same byte before and after them.
    @inlinable @inline(__always)
    public mutating func append(_ bytes: UnsafeRawBufferPointer, between byte: UInt8) {
        reserve(bytes.count + 2)
        let target = memory.baseAddress.unsafelyUnwrapped.advanced(by: count)
        target.storeBytes(of: byte, as: UInt8.self)
        if let source = bytes.baseAddress { Self.copy(source, to: target + 1, count: bytes.count) }
        target.storeBytes(of: byte, toByteOffset: bytes.count + 1, as: UInt8.self)
        end += bytes.count + 2
    }

    /// How far after a text it is read and written where it is copied by 16 bytes.
    @inlinable public static var overreach: Int { 15 }

    /// Copies up to sixteen bytes as two words that overlap, which takes a quarter of the time of a call.
    @inlinable @inline(__always)
    static func copy(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, count: Int) {
        if count > 16 {
            target.copyMemory(from: source, byteCount: count)
        } else if count >= 8 {
            copy(UInt64.self, from: source, to: target, count: count)
        } else if count >= 4 {
            copy(UInt32.self, from: source, to: target, count: count)
        } else {
            for index in 0..<count {
                target.storeBytes(
                    of: source.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index, as: UInt8.self)
            }
        }
    }

    /// Copies between one and two words.
    @inlinable @inline(__always)
    static func copy<Word: FixedWidthInteger & BitwiseCopyable>(
        _ word: Word.Type,
        from source: UnsafeRawPointer,
        to target: UnsafeMutableRawPointer,
        count: Int
    ) {
        let lastOffset = count - MemoryLayout<Word>.size
        let last = source.loadUnaligned(fromByteOffset: lastOffset, as: word)
        target.storeBytes(of: source.loadUnaligned(as: word), as: word)
        target.storeBytes(of: last, toByteOffset: lastOffset, as: word)
    }

    /// Adds the UTF-8 of a literal.
    @inlinable @inline(__always)
    public mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds the UTF-8 of a text.
    public mutating func append(_ text: String) {
        var copy = text
        copy.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends what a closure writes into at most `capacity` bytes; it returns how many it wrote.
    @inlinable public mutating func append(upTo capacity: Int, _ write: (UnsafeMutableRawBufferPointer) -> Int) {
        reserve(capacity)
        let written = write(UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + capacity]))
        precondition((0...capacity).contains(written))
        end += written
    }

    @usableFromInline mutating func grow(to needed: Int) {
        let larger = Self.allocate(max(needed, 2 * memory.count))
        larger.copyMemory(from: bytes)
        memory.deallocate()
        memory = larger
    }
}

extension UnsafeMutableRawBufferPointer {
    /// In bytes. Only memory of at least this size gets large pages: of less, too much of the last page would be
    /// wasted.
    fileprivate static let largeBytes = 8 << 20
    /// The size of a large page in bytes.
    private static let pageBytes = 2 << 20

    /// Allocates memory in large pages, if the system has them. Page faults for 4 KiB at a time took a sixth of an
    /// import's time.
    static func allocateLarge(byteCount: Int) -> UnsafeMutableRawBufferPointer {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: pageBytes)
        #if os(Linux)
            _ = madvise(memory.baseAddress, byteCount, MADV_HUGEPAGE)
        #endif
        return memory
    }
}
