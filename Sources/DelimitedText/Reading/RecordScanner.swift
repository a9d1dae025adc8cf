/// Finds the records and cells of a text: RFC 4180, with LF, CR and CRLF as line ends, also mixed.
struct RecordScanner {
    private let delimiter: UInt8
    private let specials: SpecialBytes

    init(_ dialect: Dialect) {
        delimiter = dialect.delimiter
        specials = SpecialBytes(delimiter: dialect.delimiter)
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

    /// The positions of special bytes drive everything: nothing else is looked at.
    private func scan(_ text: UnsafeRawPointer, count: Int, _ state: inout ScanState, _ index: inout RecordIndex) {
        var scan = state
        defer { state = scan }
        var block = 0
        while block < count {
            var bits = specials.bits(text + block)
            if count - block < 64 { bits &= (1 << UInt64(count - block)) &- 1 }
            index.reserve(65)
            while bits != 0 {
                let position = block + bits.trailingZeroBitCount
                bits &= bits &- 1
                if position < scan.resume { continue }
                let byte = text.load(fromByteOffset: position, as: UInt8.self)
                if scan.isInQuotes {
                    if !scanQuoted(byte, at: position, text, count, &scan, &index) { return }
                } else if byte == delimiter {
                    scan.endCell(at: position, &index)
                } else if byte == Byte.quote {
                    // Literal unless it is the first byte of its cell.
                    if position == scan.cellStart { scan.openQuote(at: position) }
                } else {
                    var next = position + 1
                    if byte == Byte.carriageReturn {
                        if next == count && !scan.isFinal { return }
                        if next < count, text.load(fromByteOffset: next, as: UInt8.self) == Byte.lineFeed { next += 1 }
                    }
                    scan.endRecord(at: position, next: next, text, &index)
                }
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
