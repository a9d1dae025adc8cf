internal import CProcessor

/// Finds the records and cells of a text: RFC 4180, with LF, CR and CRLF as line ends, mixed as well, and white space
/// allowed around quotes.
struct RecordScanner {
    private let delimiter: UInt8

    init(_ dialect: Dialect) {
        delimiter = dialect.delimiter
    }

    /// Indexes the complete records of a text from its start; lines of nothing but white space and delimiters are not
    /// records.
    ///
    /// - Parameters:
    ///   - text: Readable for `TextBuffer.padding` bytes beyond its end.
    ///   - isFinal: Whether nothing follows, so that the last record needs no line end.
    ///   - index: Empty. It is finished in any case, and has the records before a problem.
    func scan(_ text: UnsafeRawBufferPointer, isFinal: Bool, into index: inout RecordIndex) -> ScanEnd {
        var state = ScanState(delimiter: delimiter, isFinal: isFinal)
        if let base = text.baseAddress {
            // Nothing precedes the first cell that would show whether white space does.
            index.markUnusual(0...0)
            scan(base, count: text.count, &state, &index)
        }
        index.finish(cellCount: state.firstCell)
        return state.end
    }

    /// Jumps from one delimiter, quote or line end to the next, in blocks of 64 bytes; no other byte is examined.
    private func scan(_ text: UnsafeRawPointer, count: Int, _ state: inout ScanState, _ index: inout RecordIndex) {
        var scan = state
        defer { state = scan }
        var block = 0
        var whiteSpaceBefore: UInt64 = 0
        while block < count {
            // The text is followed by zeros.
            var delimiters = cbs_bits_equal(text + block, delimiter)
            var others = cbs_bits_any(text + block, Byte.quote, Byte.lineFeed, Byte.carriageReturn)
            let whiteSpace = cbs_bits_white_space(text + block) & ~(delimiters | others)
            // Which delimiters may have white space beside them.
            let after = WhiteSpace.mayBe(text.load(fromByteOffset: block + 64, as: UInt8.self))
            let beside = whiteSpace << 1 | whiteSpace >> 1 | whiteSpaceBefore | (after ? 1 << 63 : 0)
            whiteSpaceBefore = whiteSpace >> 63
            index.reserve(65)
            while true {
                let next = others & (0 &- others)
                let before = delimiters & (next &- 1)
                delimiters ^= before
                if !scan.isInQuotes { scan.endCells(at: before, of: block, areUnusual: before & beside != 0, &index) }
                if next == 0 { break }
                others ^= next
                let position = block + next.trailingZeroBitCount
                if !scanOther(at: position, text, count, &scan, &index) { return }
            }
            block += 64
        }
        if scan.isInQuotes {
            scan.end.openQuoteLine = scan.quoteLine
            if scan.isFinal { scan.end.problem = (.unclosedQuote, scan.quoteLine) }
        } else if scan.isFinal, scan.end.consumed < count {
            scan.endRecord(at: count, next: count, text, &index)
        }
    }

    /// Handles a quote or a line end; false if the scan must end there.
    @inline(__always)
    private func scanOther(
        at position: Int,
        _ text: UnsafeRawPointer,
        _ count: Int,
        _ scan: inout ScanState,
        _ index: inout RecordIndex
    ) -> Bool {
        if position < scan.resume { return true }
        let byte = text.load(fromByteOffset: position, as: UInt8.self)
        if scan.isInQuotes { return scanQuoted(byte, at: position, text, count, &scan, &index) }
        if byte == Byte.quote {
            scanQuote(at: position, text, &scan, &index)
            return true
        }
        var next = position + 1
        if byte == Byte.carriageReturn {
            if next == count && !scan.isFinal { return false }
            if next < count, text.load(fromByteOffset: next, as: UInt8.self) == Byte.lineFeed { next += 1 }
        }
        scan.endRecord(at: position, next: next, text, &index)
        return true
    }

    /// Handles a quote outside quotes: it is literal unless only white space precedes it in its cell.
    @inline(__always)
    private func scanQuote(
        at position: Int,
        _ text: UnsafeRawPointer,
        _ scan: inout ScanState,
        _ index: inout RecordIndex
    ) {
        let start = text + scan.cellStart
        let next = text.load(fromByteOffset: position + 1, as: UInt8.self)
        if position == scan.cellStart
            || WhiteSpace.areAll(of: UnsafeRawBufferPointer(start: start, count: position - scan.cellStart))
        {
            scan.openQuote(at: position)
            if WhiteSpace.mayBe(next) || next == Byte.equals {
                index.markUnusual(index.cells.count...index.cells.count)
            }
        } else if position == scan.cellStart + 1, start.load(as: UInt8.self) == Byte.equals {
            index.markUnusual(index.cells.count...index.cells.count)
        }
    }

    /// Handles a special byte inside quotes; false if the scan must end there.
    @inline(__always)
    private func scanQuoted(
        _ byte: UInt8,
        at position: Int,
        _ text: UnsafeRawPointer,
        _ count: Int,
        _ scan: inout ScanState,
        _ index: inout RecordIndex
    ) -> Bool {
        if byte != Byte.quote {
            let previous = text.load(fromByteOffset: position - 1, as: UInt8.self)
            if byte == Byte.carriageReturn || (byte == Byte.lineFeed && previous != Byte.carriageReturn) {
                scan.line += 1
            }
            return true
        }
        if position + 1 == count {
            scan.isInQuotes = !scan.isFinal
            return scan.isFinal
        }
        switch text.load(fromByteOffset: position + 1, as: UInt8.self) {
        case Byte.quote:
            index.markNextCellEscaped()
            scan.resume = position + 2
        case delimiter, Byte.lineFeed, Byte.carriageReturn:
            scan.isInQuotes = false
        default: return scanClosed(at: position, text, count, &scan)
        }
        return true
    }

    /// Handles a closing quote that neither a delimiter nor a line end follows directly: white space may come before
    /// one of these.
    private func scanClosed(at position: Int, _ text: UnsafeRawPointer, _ count: Int, _ scan: inout ScanState) -> Bool {
        var end = position + 1
        while end < count {
            let byte = text.load(fromByteOffset: end, as: UInt8.self)
            if byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
            let length = WhiteSpace.leading(text + end, count - end)
            if length == 0 {
                scan.end.problem = (.textAfterClosingQuote, scan.line)
                return false
            }
            end += length
        }
        // More white space may follow, and then something else.
        if end == count, !scan.isFinal { return false }
        scan.isInQuotes = false
        scan.closingQuote = end - position
        return true
    }
}
