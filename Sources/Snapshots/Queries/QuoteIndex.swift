import CProcessor

/// The positions of the quotes that begin and end the cells of some lines.
///
/// Lines are examined 64 bytes at a time, without a branch on what is in them. If quotes were searched for one by one,
/// each search would have to wait for the one before it.
struct QuoteIndex: ~Copyable {
    /// The beginning of the lines.
    private(set) var origin: UnsafeRawPointer
    /// The quotes that no backslash escapes, as offsets from the origin.
    private var quotes: UnsafeMutableBufferPointer<UInt32>
    /// The number of quotes before each line, and before the end.
    private var ends: UnsafeMutableBufferPointer<UInt32>
    /// The number of lines.
    private(set) var lines = 0

    init() {
        // Never read: there are no lines.
        origin = UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        quotes = .allocate(capacity: 0)
        ends = .allocate(capacity: 0)
    }

    deinit {
        quotes.deallocate()
        ends.deallocate()
    }

    /// The position of a quote.
    @inline(__always)
    func quote(_ number: Int) -> UnsafeRawPointer {
        // In bounds: callers stay within a line.
        origin + Int(quotes.baseAddress.unsafelyUnwrapped[number])
    }

    /// The numbers of the quotes of a line: the first, and the one after the last.
    @inline(__always)
    func quotes(of line: Int) -> (first: Int, end: Int) {
        let ends = ends.baseAddress.unsafelyUnwrapped
        return (Int(ends[line]), Int(ends[line + 1]))
    }

    /// Indexes other lines.
    ///
    /// - Parameters:
    ///   - text: The lines, each with its line end. Shorter than 4 GiB.
    ///   - readable: The end of the memory that can be read, not before the end of the lines.
    mutating func fill(_ text: UnsafeRawBufferPointer, readableTo readable: UnsafeRawPointer) {
        lines = 0
        guard let start = text.baseAddress else { return }
        origin = start
        makeRoom(for: text.count)
        ends[0] = 0
        var count: UInt32 = 0
        var isEscaped = false
        var offset = 0
        while offset < text.count {
            let left = text.count - offset
            let marks =
                start + offset + Self.block <= readable
                ? cbs_marks_of_lines(start + offset) : Self.marks(of: UnsafeRawBufferPointer(rebasing: text[offset...]))
            let within: UInt64 = left >= Self.block ? .max : 1 << UInt64(left) &- 1
            var bits = marks.quotes & within
            if isEscaped || marks.backslashes != 0 { bits &= ~Self.escaped(marks.backslashes, &isEscaped) }
            var lineEnds = marks.line_ends & within
            while lineEnds != 0 {
                let lowest = lineEnds & (0 &- lineEnds)
                let before = bits & (lowest &- 1)
                lines += 1
                ends[lines] = count + UInt32(truncatingIfNeeded: before.nonzeroBitCount)
                lineEnds &= lineEnds &- 1
            }
            // In bounds: there is room for one offset per byte, and for another block.
            count += cbs_write_places(
                quotes.baseAddress.unsafelyUnwrapped + Int(count), bits, UInt32(truncatingIfNeeded: offset))
            offset += Self.block
        }
    }

    private static var block: Int { 64 }

    /// The marks of fewer bytes than a block.
    @inline(never)
    private static func marks(of rest: UnsafeRawBufferPointer) -> cbs_line_marks {
        rest.withPadding(to: block) { cbs_marks_of_lines($0) }
    }

    /// The bytes that a backslash escapes, as a bit mask.
    ///
    /// - Parameter isEscaped: Whether the first byte is escaped; on return, whether the first byte of the next block
    ///   is.
    @inline(never)
    private static func escaped(_ backslashes: UInt64, _ isEscaped: inout Bool) -> UInt64 {
        var escaped: UInt64 = isEscaped ? 1 : 0
        var left = backslashes & ~escaped
        isEscaped = false
        while left != 0 {
            let place = UInt64(truncatingIfNeeded: left.trailingZeroBitCount)
            isEscaped = place == 63
            escaped |= isEscaped ? 0 : 1 << (place + 1)
            // An escaped backslash escapes nothing.
            left &= ~(3 << place)
        }
        return escaped
    }

    private mutating func makeRoom(for bytes: Int) {
        guard quotes.count < bytes + 2 * Self.block else { return }
        quotes.deallocate()
        ends.deallocate()
        quotes = .allocate(capacity: bytes + 2 * Self.block)
        ends = .allocate(capacity: bytes + 2)
    }
}
