public import Sorting
import SystemCalls

/// One line of a segment, without its line end: a recipient, or the mark that one was removed.
///
/// A recipient is `["address",cell,…]`, each cell a JSON string or `null`, with trailing nulls left out; a removal is
/// `["address",false]`. There is one way to write each recipient, so equal recipients have equal bytes.
///
/// A row borrows its bytes; it is valid as long as the segment, run or buffer that it came from.
public struct Row: KeyedRow {
    /// The line without its line end: a JSON array.
    public let bytes: UnsafeRawBufferPointer
    /// The length of the address in bytes.
    let keyLength: Int

    /// The offset of the address in the line.
    static let keyOffset = 2
    /// What stands before the address: `["`, the first byte lowest.
    static var opening: UInt16 { UInt16(UInt8(ascii: "[")) | UInt16(UInt8(ascii: "\"")) << 8 }

    /// A row from a line; nil if the line does not have the form of one.
    @inline(__always)
    public init?(line: UnsafeRawBufferPointer) {
        guard line.count >= 5, line[0] == UInt8(ascii: "["), line[1] == UInt8(ascii: "\""),
            let start = line.baseAddress, let quote = memchr(start + 2, 0x22, line.count - 2)
        else { return nil }
        bytes = line
        keyLength = UnsafeRawPointer(quote) - start - 2
        guard keyLength > 0, keyLength + 3 < line.count, line[line.count - 1] == UInt8(ascii: "]") else { return nil }
        // The address is followed by a cell or by the end of the row.
        let next = line[keyLength + 3]
        guard next == UInt8(ascii: ",") || (next == UInt8(ascii: "]") && keyLength + 4 == line.count) else {
            return nil
        }
    }

    /// A row with a known length of the address.
    ///
    /// - Precondition: `line` begins with `["`, an address of that length and `"`.
    @inline(__always)
    init(line: UnsafeRawBufferPointer, keyLength: Int) {
        bytes = line
        self.keyLength = keyLength
    }

    /// The normalised address. It needs no escapes, so it is the same in JSON as outside.
    @inline(__always)
    public var key: UnsafeRawBufferPointer {
        // In bounds by the initialisers' checks.
        UnsafeRawBufferPointer(start: bytes.baseAddress.unsafelyUnwrapped + Self.keyOffset, count: keyLength)
    }

    /// What follows the address: `]`, or `,` and the cells.
    @inline(__always)
    public var tail: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: bytes.baseAddress.unsafelyUnwrapped + keyLength + 3, count: bytes.count - keyLength - 3)
    }

    /// Whether this row marks a recipient as removed.
    @inline(__always)
    public var isRemoval: Bool {
        let tail = tail
        return tail.count == 7 && tail[1] == UInt8(ascii: "f")
    }

    /// The cells after the address.
    public var cells: CellReader { CellReader(tail: tail) }

    /// Whether both rows have the same cells. The encoding is canonical, so their bytes are compared.
    @inline(__always)
    public func hasSameCells(as other: Row) -> Bool {
        tail.hasSameBytes(as: other.tail)
    }
}

extension ByteBuffer {
    /// The line that the buffer ends with, without its line end. It is valid until the buffer is next changed.
    ///
    /// - Parameter start: The offset at which the line begins.
    @inlinable @inline(__always)
    public func line(from start: Int = 0) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[start..<max(start, count - 1)])
    }

    /// The row that the buffer ends with, after which there is a line end. It is valid until the buffer is next
    /// changed.
    ///
    /// - Parameter start: The offset at which the row begins.
    /// - Returns: Nil if the line does not have the form of a row.
    @inline(__always)
    public func row(from start: Int = 0) -> Row? { Row(line: line(from: start)) }
}

extension Row {
    /// Whether this row's address comes before another's.
    public func isBefore(_ other: Row) -> Bool {
        compareKeys(key, other.key) < 0
    }
}
