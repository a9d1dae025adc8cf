/// Goes through the lines of rows, and locates only the cells that are asked for.
///
/// Removed rows are skipped. It borrows the lines, and allocates nothing per row.
public struct RowScanner: ~Copyable {
    private var index = QuoteIndex()
    /// The next line of the index.
    private var nextLine = 0
    /// The lines after those of the index.
    private var rest: UnsafeRawPointer
    private var end: UnsafeRawPointer
    /// The end of the memory that can be read: more than one line is examined at a time.
    private var readable: UnsafeRawPointer
    /// The numbers of the row's quotes: the first, and the one after the last.
    private var (first, last) = (0, 0)
    /// The column of the cell that was located last, and the number of its first quote.
    private var (column, quote) = (0, 0)
    /// Whether a line was not a row: nothing after it was read.
    private(set) var isMalformed = false

    /// In bytes: the index of this many bytes stays in the processor's first-level cache.
    private static var indexedBytes: Int { 1 << 14 }

    /// A scanner without lines.
    public init() {
        // Never read: there are no lines.
        rest = UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        (end, readable) = (rest, rest)
    }

    /// Positions the scanner before the first of some lines.
    ///
    /// - Parameters:
    ///   - lines: Whole lines of a segment, each with its line end; a line end must precede them, as that of the header
    ///     does.
    ///   - readable: The end of the memory that can be read.
    mutating func begin(_ lines: UnsafeRawBufferPointer, readableTo readable: UnsafeRawPointer? = nil) {
        rest = lines.baseAddress ?? end
        end = rest + lines.count
        self.readable = readable ?? end
        index.fill(UnsafeRawBufferPointer(start: nil, count: 0), readableTo: end)
        nextLine = 0
    }

    /// Positions the scanner at one row.
    ///
    /// - Parameter row: A row of a segment, so that a line end follows it.
    public mutating func show(_ row: Row) {
        begin(UnsafeRawBufferPointer(start: row.bytes.baseAddress, count: row.bytes.count + 1))
        _ = advance()
    }

    /// Goes to the next row; false at the end.
    @inline(__always)
    public mutating func advance() -> Bool {
        while true {
            if nextLine == index.lines {
                guard fillIndex() else { return false }
                continue
            }
            (first, last) = index.quotes(of: nextLine)
            nextLine += 1
            // The address and the cells, between `\n[` and `]\n`.
            guard last - first >= 2, (last - first) % 2 == 0, index.quote(last - 1) + 3 <= readable,
                Self.pair(at: index.quote(first) - 2) == Self.pair("\n", "["),
                index.quote(first + 1) - index.quote(first) > 1
            else { return stopAtMalformed() }
            let end = Self.pair(at: index.quote(last - 1) + 1)
            if end != Self.pair("]", "\n") {
                if end == Self.pair(",", "f"), last - first == 2 { continue }
                return stopAtMalformed()
            }
            (column, quote) = (0, first)
            return true
        }
    }

    /// A cell of the row; a missing value beyond the row's end. Column 0 is the address.
    @inline(__always)
    public mutating func cell(_ column: Int) -> Cell {
        if column < self.column { (self.column, quote) = (0, first) }
        while self.column < column {
            guard quote + 2 < last else { return .missing }
            // The gap is `","`, with `null,` in it for each missing value.
            let gap = index.quote(quote + 2) - index.quote(quote + 1)
            self.column += 1 + Int(UInt32(truncatingIfNeeded: gap &- 2) / 5)
            quote += 2
        }
        guard self.column == column else { return .missing }
        let start = index.quote(quote)
        return Cell(json: UnsafeRawBufferPointer(start: start, count: index.quote(quote + 1) - start + 1))
    }

    /// The row in the form that is used elsewhere.
    var row: Row {
        let start = index.quote(first) - 1
        let line = UnsafeRawBufferPointer(start: start, count: index.quote(last - 1) + 2 - start)
        return Row(line: line, keyLength: index.quote(first + 1) - index.quote(first) - 1)
    }

    /// Indexes more of the lines; false if there are none.
    @inline(never)
    private mutating func fillIndex() -> Bool {
        guard rest < end, !isMalformed else { return false }
        var stop = min(rest + Self.indexedBytes, end)
        while stop < end, stop > rest, (stop - 1).load(as: UInt8.self) != UInt8(ascii: "\n") { stop -= 1 }
        if stop == rest {
            // A single line that is longer.
            stop = min(rest + UnsafeRawBufferPointer(start: rest, count: end - rest).lineEnd() + 1, end)
        }
        index.fill(UnsafeRawBufferPointer(start: rest, count: stop - rest), readableTo: readable)
        nextLine = 0
        rest = stop
        // A line without a line end is not a row.
        if (stop - 1).load(as: UInt8.self) != UInt8(ascii: "\n") { isMalformed = true }
        return true
    }

    private mutating func stopAtMalformed() -> Bool {
        isMalformed = true
        rest = end
        nextLine = index.lines
        return false
    }

    @inline(__always)
    private static func pair(at place: UnsafeRawPointer) -> UInt16 { place.loadUnaligned(as: UInt16.self) }

    @inline(__always)
    private static func pair(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> UInt16 {
        (UInt16(UInt8(ascii: one)) | UInt16(UInt8(ascii: other)) << 8).littleEndian
    }
}
