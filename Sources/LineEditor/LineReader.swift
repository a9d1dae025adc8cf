public import SystemCalls

/// Reads lines of bytes from a file descriptor, for scripts on standard input.
///
/// A line ends with LF, which is not part of it. A CR before it is part of it, as is anything that is not UTF-8.
public struct LineReader {
    private let descriptor: Int32
    private var chunk: [UInt8]
    private var unread: Range<Int> = 0..<0
    private var isAtEnd = false

    /// - Parameters:
    ///   - descriptor: Open for reading; the caller keeps it. The reader reads ahead, so nobody else should read from
    ///     it.
    ///   - chunkSize: The most bytes that one read asks for.
    public init(descriptor: Int32, chunkSize: Int = 1 << 16) {
        precondition(chunkSize > 0)
        self.descriptor = descriptor
        chunk = [UInt8](repeating: 0, count: chunkSize)
    }

    /// The next line, or nil at the end of the input. The last line need not end with LF. Reading continues if a signal
    /// interrupts it.
    ///
    /// - Parameter limit: The maximum length of a line, in bytes. Of a longer one, somewhat more than that is returned
    ///   as if it were a line.
    /// - Throws: The system's error.
    public mutating func nextLine(limit: Int = .max) throws(SystemError) -> [UInt8]? {
        var line: [UInt8] = []
        while line.count <= limit {
            if unread.isEmpty, try !fill() {
                return line.isEmpty ? nil : line
            }
            if let end = chunk[unread].firstIndex(of: UInt8(ascii: "\n")) {
                line += chunk[unread.lowerBound..<end]
                unread = end + 1..<unread.upperBound
                return line
            }
            line += chunk[unread]
            unread = 0..<0
        }
        return line
    }

    /// Reads the next chunk; false at the end of the input, which is final.
    private mutating func fill() throws(SystemError) -> Bool {
        while !isAtEnd {
            let count = chunk.withUnsafeMutableBytes { SystemCalls.read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                unread = 0..<count
                return true
            }
            if count == 0 {
                isAtEnd = true
            } else if errno != EINTR {
                throw .last
            }
        }
        return false
    }
}
