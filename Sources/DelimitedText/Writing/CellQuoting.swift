/// Decides which cells are quoted when they are written.
public struct CellQuoting: Sendable {
    private let words: SpecialWords

    /// - Parameter delimiter: ASCII, and neither a quote nor a line end.
    public init(delimiter: UInt8) {
        words = SpecialWords(delimiter: delimiter)
    }

    /// Whether a cell has to be quoted.
    @inline(__always)
    public func isNeeded(for cell: UnsafeRawBufferPointer) -> Bool {
        words.occur(in: cell) || Self.losesItsEnds(cell)
    }

    /// Whether a reader would strip something from the beginning or the end of an unquoted cell.
    @inline(__always)
    public static func losesItsEnds(_ cell: UnsafeRawBufferPointer) -> Bool {
        WhiteSpace.surround(cell) || cell.last == Byte.endMark
    }
}

/// Finds out whether a delimiter, a quote or a line end occurs in a cell, eight bytes at a time.
struct SpecialWords {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private let delimiter: UInt64

    init(delimiter: UInt8) {
        self.delimiter = UInt64(delimiter) &* Self.ones
    }

    /// Whether one of these bytes occurs in the cell.
    @inline(__always)
    func occur(in cell: UnsafeRawBufferPointer) -> Bool {
        guard let base = cell.baseAddress else { return false }
        let count = cell.count
        if count >= 8 {
            var found: UInt64 = 0
            var position = 0
            while position < count - 8 {
                found |= specials(base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                position += 8
            }
            // The last word may overlap the one before it.
            found |= specials(base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
            return found != 0
        }
        if count >= 4 {
            let low = UInt64(base.loadUnaligned(as: UInt32.self))
            let high = UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            return specials(low | high << 32) != 0
        }
        var word: UInt64 = 0
        for byte in cell { word = word << 8 | UInt64(byte) }
        // The missing bytes are set to spaces, which are special only if the delimiter is a space.
        return specials(word | (Self.ones &* 0x20) << UInt64(8 * count)) != 0
    }

    /// Not zero if any byte of the word is special.
    @inline(__always)
    private func specials(_ word: UInt64) -> UInt64 {
        @inline(__always)
        func occurrences(of repeated: UInt64) -> UInt64 {
            let zeroed = word ^ repeated
            return (zeroed &- Self.ones) & ~zeroed
        }
        return
            (occurrences(of: delimiter) | occurrences(of: UInt64(Byte.quote) &* Self.ones)
            | occurrences(of: UInt64(Byte.lineFeed) &* Self.ones)
            | occurrences(of: UInt64(Byte.carriageReturn) &* Self.ones)) & (Self.ones << 7)
    }
}
