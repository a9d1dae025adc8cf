/// Writes on at the end of a buffer. Its position is not a field of the buffer, so that it can stay in a register: rows
/// are written cell by cell, and looking up the position for each took a tenth of an import's instructions.
///
/// The buffer must not be used in any other way between `ByteBuffer.beginWriting` and `endWriting`.
public struct ByteWriter {
    /// Where the next byte goes.
    public var next: UnsafeMutableRawPointer
    @usableFromInline let limit: UnsafeMutableRawPointer

    @inlinable @inline(__always)
    init(_ next: UnsafeMutableRawPointer, upTo limit: UnsafeMutableRawPointer) {
        self.next = next
        self.limit = limit
    }

    /// Makes room for so many more bytes in the buffer that it writes to.
    @inlinable @inline(__always)
    public mutating func reserve(_ bytes: Int, in buffer: inout ByteBuffer) {
        if limit - next < bytes { self = buffer.grownWriter(self, bytes) }
    }

    // What follows needs room that has been made.

    /// Writes a number's bytes, the lowest first.
    @inlinable @inline(__always)
    public mutating func write<Word: FixedWidthInteger & BitwiseCopyable>(_ word: Word) {
        next.storeBytes(of: word.littleEndian, as: Word.self)
        next += MemoryLayout<Word>.size
    }

    /// Copies bytes, sixteen at a time.
    ///
    /// - Parameter bytes: `ByteBuffer.overreach` bytes after them can be read, and there is room for as many.
    @inlinable @inline(__always)
    public mutating func write(padded bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        var offset = 0
        repeat {
            let part = (source + offset).loadUnaligned(as: SIMD16<UInt8>.self)
            next.storeBytes(of: part, toByteOffset: offset, as: SIMD16<UInt8>.self)
            offset += 16
        } while offset < bytes.count
        next += bytes.count
    }
}

extension ByteBuffer {
    /// A writer at the end, with room for so many bytes.
    @inlinable @inline(__always)
    public mutating func beginWriting(room: Int) -> ByteWriter {
        reserve(room)
        let start = memory.baseAddress.unsafelyUnwrapped
        return ByteWriter(start + end, upTo: start + memory.count)
    }

    /// Takes over what was written.
    @inlinable @inline(__always)
    public mutating func endWriting(_ writer: ByteWriter) {
        end = writer.next - memory.baseAddress.unsafelyUnwrapped
        precondition(end <= memory.count)
    }

    @usableFromInline @inline(never)
    mutating func grownWriter(_ writer: ByteWriter, _ bytes: Int) -> ByteWriter {
        endWriting(writer)
        return beginWriting(room: bytes)
    }
}
