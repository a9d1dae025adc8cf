public import Sorting
import SystemCalls

/// One cell of a row as it is in the file: a JSON string with its quotes, or nothing for a missing value.
public struct Cell {
    /// The JSON string with its quotes; empty for a missing value.
    public let json: UnsafeRawBufferPointer

    /// A cell with these bytes, which must be a JSON string or nothing, and must outlive it.
    @inline(__always)
    public init(json: UnsafeRawBufferPointer) {
        self.json = json
    }

    /// The cell without a value: `null` in the file.
    public static var missing: Cell { Cell(json: UnsafeRawBufferPointer(start: nil, count: 0)) }

    /// Whether it has no value.
    @inline(__always)
    public var isMissing: Bool { json.isEmpty }

    /// The bytes between the quotes, with their escapes.
    public var escapedText: UnsafeRawBufferPointer {
        json.count < 2 ? json : UnsafeRawBufferPointer(rebasing: json[1..<json.count - 1])
    }

    /// Whether the text has escapes.
    public var hasEscapes: Bool {
        let text = escapedText
        guard let start = text.baseAddress else { return false }
        return memchr(start, 0x5C, text.count) != nil
    }

    /// The text, or nil for a missing value.
    public var text: String? {
        guard !isMissing else { return nil }
        guard hasEscapes else { return String(decoding: escapedText, as: UTF8.self) }
        var buffer = ByteBuffer(capacity: json.count)
        appendText(to: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// Appends the text, without quotes and with its escapes resolved. Appends nothing for a missing value.
    public func appendText(to buffer: inout ByteBuffer) {
        var rest = escapedText
        while let start = rest.baseAddress, let escape = memchr(start, 0x5C, rest.count) {
            let plain = UnsafeRawPointer(escape) - start
            buffer.append(UnsafeRawBufferPointer(rebasing: rest[..<plain]))
            rest = UnsafeRawBufferPointer(rebasing: rest[plain...])
            let length = JSONEscape.appendUnescaped(rest, to: &buffer)
            rest = UnsafeRawBufferPointer(rebasing: rest[length...])
        }
        buffer.append(rest)
    }
}

/// Goes through the cells of a row. Trailing cells that were left out are missing values.
public struct CellReader {
    private(set) var rest: UnsafeRawBufferPointer

    init(tail: UnsafeRawBufferPointer) {
        rest = tail
    }

    /// Whether the row has ended.
    public var isAtEnd: Bool { rest.count <= 2 || rest[0] != UInt8(ascii: ",") }

    /// The next cell; a missing value once the row has ended.
    @inline(__always)
    public mutating func next() -> Cell {
        // `,null` or `,"…"`, ended by `,` or `]`.
        guard rest.count > 2, rest[0] == UInt8(ascii: ","), let start = rest.baseAddress else { return .missing }
        guard rest[1] == UInt8(ascii: "\"") else {
            skip(min(5, rest.count))
            return .missing
        }
        var end = 2
        while let quote = memchr(start + end, 0x22, rest.count - end) {
            let position = UnsafeRawPointer(quote) - start
            if !isEscaped(position) {
                let cell = Cell(json: UnsafeRawBufferPointer(start: start + 1, count: position))
                skip(position + 1)
                return cell
            }
            end = position + 1
        }
        skip(rest.count)
        return .missing
    }

    /// Whether an odd number of backslashes precedes a position.
    private func isEscaped(_ position: Int) -> Bool {
        var backslashes = 0
        while position - 1 - backslashes >= 2, rest[position - 1 - backslashes] == UInt8(ascii: "\\") {
            backslashes += 1
        }
        return backslashes % 2 == 1
    }

    @inline(__always)
    private mutating func skip(_ count: Int) {
        // In bounds: callers skip only what they have examined.
        rest = UnsafeRawBufferPointer(start: rest.baseAddress.unsafelyUnwrapped + count, count: rest.count - count)
    }
}
