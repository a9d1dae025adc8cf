internal import CProcessor

/// Finds the records and cells of a text: RFC 4180, with LF, CR and CRLF as line ends, also mixed, and with spaces around
/// quotes.
struct RecordScanner {
    private let delimiter: UInt8

    init(_ dialect: Dialect) {
        delimiter = dialect.delimiter
    }

    /// Indexes the complete records of a text from its start; lines of nothing but white space and delimiters are none.
    ///
    /// - Parameters:
    ///   - text: Readable for `TextBuffer.padding` bytes beyond its end.
    ///   - isFinal: Whether nothing follows: then the last record needs no line end.
    ///   - index: An empty one. It is finished in any case, with the records before a problem.
    func scan(_ text: UnsafeRawBufferPointer, isFinal: Bool, into index: inout RecordIndex) -> ScanEnd {
        var state = ScanState(delimiter: delimiter, isFinal: isFinal)
        if let base = text.baseAddress {
            // What is before the first cell is not there to tell.
            index.markUnusual(0...0)
            scan(base, count: text.count, &state, &index)
        }
        index.finish(cellCount: state.firstCell)
        return state.end
    }

    /// The places of delimiters, quotes and line ends drive everything, 64 bytes at a time: nothing else is looked at.
    private func scan(_ text: UnsafeRawPointer, count: Int, _ state: inout ScanState, _ index: inout RecordIndex) {
        var scan = state
        defer { state = scan }
        var block = 0
        var blankBefore: UInt64 = 0
        while block < count {
            // Beyond the text stand zeros.
            var delimiters = cbs_bits_equal(text + block, delimiter)
            var others = cbs_bits_any(text + block, Byte.quote, Byte.lineFeed, Byte.carriageReturn)
            let blanks = cbs_bits_blank(text + block) & ~(delimiters | others)
            // Which delimiters may have a space beside them.
            let behind = Blanks.mayBe(text.load(fromByteOffset: block + 64, as: UInt8.self))
            let beside = blanks << 1 | blanks >> 1 | blankBefore | (behind ? 1 << 63 : 0)
            blankBefore = blanks >> 63
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

    /// Deals with a quote or a line end; false if the scan must end there.
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

    /// Deals with a quote outside quotes: it is literal unless nothing but spaces is before it in its cell.
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
            || Blanks.areAll(of: UnsafeRawBufferPointer(start: start, count: position - scan.cellStart))
        {
            scan.openQuote(at: position)
            if Blanks.mayBe(next) || next == Byte.equals { index.markUnusual(index.cells.count...index.cells.count) }
        } else if position == scan.cellStart + 1, start.load(as: UInt8.self) == Byte.equals {
            index.markUnusual(index.cells.count...index.cells.count)
        }
    }

    /// Deals with a special byte inside quotes; false if the scan must end there.
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

    /// Deals with a closing quote after which something else than a delimiter or a line end stands: spaces may, up to one
    /// of these.
    private func scanClosed(at position: Int, _ text: UnsafeRawPointer, _ count: Int, _ scan: inout ScanState) -> Bool {
        var end = position + 1
        while end < count {
            let byte = text.load(fromByteOffset: end, as: UInt8.self)
            if byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
            let length = Blanks.leading(text + end, count - end)
            if length == 0 {
                scan.end.problem = (.textAfterClosingQuote, scan.line)
                return false
            }
            end += length
        }
        // More spaces may follow, and then something else.
        if end == count, !scan.isFinal { return false }
        scan.isInQuotes = false
        scan.closingQuote = end - position
        return true
    }
}
