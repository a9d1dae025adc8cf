internal import CProcessor

/// Finds the records and cells of a text: RFC 4180, with LF, CR and CRLF as line ends, also mixed.
struct RecordScanner {
    private let delimiter: UInt8

    init(_ dialect: Dialect) {
        delimiter = dialect.delimiter
    }

    /// Indexes the complete records of a text from its start; lines that are empty or white space are none.
    ///
    /// - Parameters:
    ///   - text: Readable for `TextBuffer.padding` bytes beyond its end.
    ///   - isFinal: Whether nothing follows: then the last record needs no line end.
    ///   - index: An empty one. It is finished in any case, with the records before a problem.
    func scan(_ text: UnsafeRawBufferPointer, isFinal: Bool, into index: inout RecordIndex) -> ScanEnd {
        var state = ScanState(isFinal: isFinal)
        if let base = text.baseAddress { scan(base, count: text.count, &state, &index) }
        index.finish(cellCount: state.firstCell)
        return state.end
    }

    /// The places of delimiters, quotes and line ends drive everything, 64 bytes at a time: nothing else is looked at.
    private func scan(_ text: UnsafeRawPointer, count: Int, _ state: inout ScanState, _ index: inout RecordIndex) {
        var scan = state
        defer { state = scan }
        var block = 0
        while block < count {
            // Beyond the text stand zeros.
            var delimiters = cbs_bits_equal(text + block, delimiter)
            var others = cbs_bits_any(text + block, Byte.quote, Byte.lineFeed, Byte.carriageReturn)
            index.reserve(65)
            while true {
                let next = others & (0 &- others)
                let before = delimiters & (next &- 1)
                delimiters ^= before
                if !scan.isInQuotes { scan.endCells(at: before, of: block, &index) }
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
            // Literal unless it is the first byte of its cell.
            if position == scan.cellStart { scan.openQuote(at: position) }
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
        default:
            scan.end.problem = (.textAfterClosingQuote, scan.line)
            return false
        }
        return true
    }
}
