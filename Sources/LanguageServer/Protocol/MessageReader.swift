/// Splits the bytes of the base protocol into messages: header lines, an empty line, then as many bytes as
/// `Content-Length` says. The bytes may arrive in pieces of any size.
struct MessageReader {
    enum Frame: Equatable {
        case message([UInt8])
        /// What is wrong with a header. Everything up to the next `Content-Length` is skipped.
        case malformed(String)
    }

    /// The maximum length of a message, in bytes. A longer one is taken for a broken header.
    static let maximumLength = 256 << 20
    private static let maximumHeader = 16 << 10

    private var buffer: [UInt8] = []
    private var position = 0
    /// Whether the reader has lost its place and must look for the next header.
    private var isLost = false

    mutating func append(_ bytes: some Sequence<UInt8>) {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        buffer += bytes
    }

    /// The next message that has arrived completely; nil if there is none.
    mutating func next() -> Frame? {
        if isLost { findHeader() }
        guard !isLost, let header = headerEnd() else { return nil }
        if header.body == nil, header.end - position > Self.maximumHeader {
            // Move past its first byte, so that it is not found again.
            position += 1
            return lose("a header is longer than \(Self.maximumHeader) bytes")
        }
        guard let body = header.body else { return nil }
        let length: Int
        do throws(HeaderProblem) {
            length = try Self.length(String(decoding: buffer[position..<header.end], as: UTF8.self))
        } catch {
            position = body
            return lose(error.reason)
        }
        guard buffer.count - body >= length else { return nil }
        position = body + length
        return .message(Array(buffer[body..<position]))
    }

    private mutating func lose(_ reason: String) -> Frame {
        isLost = true
        return .malformed(reason)
    }

    /// Where the header ends and, if it is complete, where its body begins; nil if no byte of it has arrived.
    private func headerEnd() -> (end: Int, body: Int?)? {
        var lineStart = position
        var index = position
        while index < buffer.count {
            guard buffer[index] == UInt8(ascii: "\n") else {
                index += 1
                continue
            }
            let isEmpty = index == lineStart || index == lineStart + 1 && buffer[lineStart] == UInt8(ascii: "\r")
            if isEmpty { return (lineStart, index + 1) }
            index += 1
            lineStart = index
        }
        return buffer.count > position ? (buffer.count, nil) : nil
    }

    /// Skips to where a header may begin.
    private mutating func findHeader() {
        let name = Array("content-length:".utf8)
        var index = position
        while index + name.count <= buffer.count {
            let isFound = (0..<name.count).allSatisfy { lowercased(buffer[index + $0]) == name[$0] }
            if isFound {
                position = index
                isLost = false
                return
            }
            index += 1
        }
        position = max(position, buffer.count - name.count + 1)
    }

    private func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    private struct HeaderProblem: Error {
        let reason: String
    }

    /// The length that a header gives. Unknown fields are ignored.
    private static func length(_ header: String) throws(HeaderProblem) -> Int {
        var length: Int?
        for line in header.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else {
                throw HeaderProblem(reason: "a header line has no colon")
            }
            guard line[..<colon].trimmed.lowercased() == "content-length" else { continue }
            let text = line[line.index(after: colon)...].trimmed
            guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text),
                value <= maximumLength
            else { throw HeaderProblem(reason: "\"\(text.prefix(30))\" is not a valid Content-Length") }
            guard length == nil || length == value else {
                throw HeaderProblem(reason: "two Content-Lengths contradict each other")
            }
            length = value
        }
        guard let length else { throw HeaderProblem(reason: "a header has no Content-Length") }
        return length
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
