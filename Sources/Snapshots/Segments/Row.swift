public import Sorting
import SystemCalls

/// One line of a segment, without its line end: a recipient, or the mark that one was removed.
///
/// A recipient is `["address",cell,…]`, each cell a JSON string or `null`, trailing nulls left out; a removal is
/// `["address",false]`. There is one way to write each recipient, so equal recipients have equal bytes.
///
/// A row borrows its bytes; it is valid while the segment, run or buffer it came from is.
public struct Row: KeyedRow {
    /// The line without its end: a JSON array. Valid as long as what it was read from.
    public let bytes: UnsafeRawBufferPointer
    /// The length of the address.
    let keyLength: Int

    /// Where the address begins.
    static let keyOffset = 2

    /// A line as a row; nil if it does not begin like one.
    @inline(__always)
    public init?(line: UnsafeRawBufferPointer) {
        guard line.count >= 5, line[0] == UInt8(ascii: "["), line[1] == UInt8(ascii: "\""),
            let start = line.baseAddress, let quote = memchr(start + 2, 0x22, line.count - 2)
        else { return nil }
        bytes = line
        keyLength = UnsafeRawPointer(quote) - start - 2
        guard keyLength > 0, keyLength + 3 < line.count, line[line.count - 1] == UInt8(ascii: "]") else { return nil }
        // The address ends the row, or a cell follows it.
        let next = line[keyLength + 3]
        guard next == UInt8(ascii: ",") || (next == UInt8(ascii: "]") && keyLength + 4 == line.count) else {
            return nil
        }
    }

    /// A row whose address's length is known.
    ///
    /// - Precondition: `line` begins with `["`, an address of that length and `"`.
    @inline(__always)
    init(line: UnsafeRawBufferPointer, keyLength: Int) {
        bytes = line
        self.keyLength = keyLength
    }

    /// The normalised address, as in JSON so without.
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

    /// Whether both rows hold the same, bytes being canonical.
    @inline(__always)
    public func hasSameCells(as other: Row) -> Bool {
        tail.hasSameBytes(as: other.tail)
    }
}

extension UnsafeRawBufferPointer {
    /// Where the first line feed stands, or the end.
    @inline(__always)
    var firstIndexOfLineEnd: Int {
        guard let start = baseAddress, let found = memchr(start, 0x0A, count) else { return count }
        return UnsafeRawPointer(found) - start
    }
}

extension Row {
    /// Whether this row's address comes before another's.
    public func isBefore(_ other: Row) -> Bool {
        compareKeys(key, other.key) < 0
    }
}
