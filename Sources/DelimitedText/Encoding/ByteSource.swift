/// Where bytes come from: a file, memory, standard input.
public protocol ByteSource {
    /// Reads up to `buffer.count` bytes to the start of the buffer and returns how many; 0 only at the end.
    ///
    /// The buffer is never empty. Fewer bytes than the buffer holds do not mean the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// A text that is already in memory: a here-document, a test.
public struct MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    /// A source that yields these bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// A source whose first bytes have been read ahead, so that encoding and dialect can be detected from them.
struct PeekedSource: ByteSource {
    /// The bytes read ahead: the whole text if `isWhole`.
    let head: [UInt8]
    let isWhole: Bool
    /// How many bytes of the head have been skipped or read.
    private var position = 0
    private var source: any ByteSource

    /// Reads ahead until the source ends or there are `count` bytes.
    init(_ source: any ByteSource, count: Int) throws {
        var source = source
        var length = 0
        var isWhole = false
        var head = [UInt8](repeating: 0, count: count)
        try head.withUnsafeMutableBytes { buffer in
            while length < buffer.count {
                let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[length...]))
                if read == 0 {
                    isWhole = true
                    break
                }
                length += read
            }
        }
        head.removeLast(count - length)
        self.head = head
        self.isWhole = isWhole
        self.source = source
    }

    /// The bytes of the head that have not been skipped or read.
    var rest: ArraySlice<UInt8> { head[position...] }

    /// Leaves out the next bytes of the head: a byte order mark, a line.
    mutating func skip(_ count: Int) {
        position = min(position + count, head.count)
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if position == head.count { return isWhole ? 0 : try source.read(into: buffer) }
        let count = min(buffer.count, head.count - position)
        buffer.copyBytes(from: head[position..<position + count])
        position += count
        return count
    }
}
