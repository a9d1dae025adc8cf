/// Where a scan stands.
struct ScanState {
    let isFinal: Bool
    /// Special bytes before this position have been dealt with.
    var resume = 0
    /// Where the content of the cell begins.
    var cellStart = 0
    /// 1 if the cell is quoted, for its content ends one byte before the cell does; else 0.
    var closingQuote = 0
    var isInQuotes = false
    /// The line on which the open quote stands.
    var quoteLine = 0
    /// The present line, from 0.
    var line = 0
    /// The first cell of the present record; `end.consumed` is where the record begins, `end.lines` its line.
    var firstCell = 0
    var end = ScanEnd()

    init(isFinal: Bool) {
        self.isFinal = isFinal
    }

    @inline(__always)
    mutating func openQuote(at position: Int) {
        cellStart = position + 1
        closingQuote = 1
        isInQuotes = true
        quoteLine = line
    }

    @inline(__always)
    mutating func endCell(at position: Int, _ index: inout RecordIndex) {
        index.cells.appendReserved(CellRange(cellStart, position - closingQuote))
        cellStart = position + 1
        closingQuote = 0
    }

    /// Ends a cell at each of some delimiters.
    ///
    /// - Parameter bits: A bit for each byte of the block, the first one lowest.
    @inline(__always)
    mutating func endCells(at bits: UInt64, of block: Int, _ index: inout RecordIndex) {
        guard bits != 0 else { return }
        endCell(at: block + bits.trailingZeroBitCount, &index)
        var bits = bits & (bits &- 1)
        var start = cellStart
        index.cells.appendReserved { end in
            // Room was reserved for as many as the block has bytes.
            while bits != 0 {
                let position = block &+ bits.trailingZeroBitCount
                end.initialize(to: CellRange(start, position))
                end += 1
                start = position &+ 1
                bits &= bits &- 1
            }
        }
        cellStart = start
    }

    /// Ends the last cell and the record, unless its line is blank: then it is no record.
    ///
    /// - Parameter next: Where the next record begins.
    @inline(__always)
    mutating func endRecord(at position: Int, next: Int, _ text: UnsafeRawPointer, _ index: inout RecordIndex) {
        endCell(at: position, &index)
        if Self.isBlank(text + end.consumed, count: position - end.consumed) {
            index.cells.truncate(to: firstCell)
        } else {
            index.records.appendReserved(
                RecordEntry(firstCell: firstCell, start: end.consumed, end: position, line: end.lines)
            )
            firstCell = index.cells.count
        }
        line += 1
        cellStart = next
        resume = next
        end.consumed = next
        end.lines = line
    }

    /// Whether a line holds nothing, or nothing but white space. That is told by the first byte, nearly always.
    @inline(__always)
    private static func isBlank(_ line: UnsafeRawPointer, count: Int) -> Bool {
        var position = 0
        while position < count {
            if !Byte.isWhiteSpace(line.load(fromByteOffset: position, as: UInt8.self)) { return false }
            position += 1
        }
        return true
    }
}

/// How a scan for records ended.
struct ScanEnd {
    /// The bytes up to the first that belongs to no complete record.
    var consumed = 0
    /// The lines that end in them.
    var lines = 0
    /// If the text ends inside quotes: the lines before the one on which they open.
    var openQuoteLine: Int?
    /// What is wrong with the record at `consumed`, and how many lines after the first.
    var problem: (problem: DelimitedTextError.Problem, line: Int)?
}
