/// The state of a scan.
struct ScanState {
    let delimiter: UInt8
    let isFinal: Bool
    /// Special bytes before this position have been handled.
    var resume = 0
    /// Where the content of the cell begins.
    var cellStart = 0
    /// How many bytes before the end of a cell its content ends: for a quoted cell 1, or more with white space after
    /// the quote; else 0.
    var closingQuote = 0
    var isInQuotes = false
    /// The line on which the open quote is, from 0.
    var quoteLine = 0
    /// The current line, from 0.
    var line = 0
    /// The first cell of the current record; the record begins at `end.consumed`, on the line `end.lines`.
    var firstCell = 0
    var end = ScanEnd()

    init(delimiter: UInt8, isFinal: Bool) {
        self.delimiter = delimiter
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

    /// Ends a cell at each of several delimiters of a block.
    ///
    /// - Parameters:
    ///   - bits: A bit for each byte of the block, the first one lowest.
    ///   - areUnusual: Whether white space may be at the beginning or the end of one of these cells, or before the
    ///     next.
    @inline(__always)
    mutating func endCells(at bits: UInt64, of block: Int, areUnusual: Bool, _ index: inout RecordIndex) {
        guard bits != 0 else { return }
        if areUnusual { index.markUnusual(index.cells.count...index.cells.count + bits.nonzeroBitCount) }
        endCell(at: block + bits.trailingZeroBitCount, &index)
        var bits = bits & (bits &- 1)
        var start = cellStart
        index.cells.appendReserved { end in
            // Room was reserved for as many cells as the block has bytes.
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

    /// Ends the last cell and the record. An empty line is not a record, and its cells are dropped.
    ///
    /// - Parameter next: Where the next record begins.
    @inline(__always)
    mutating func endRecord(at position: Int, next: Int, _ text: UnsafeRawPointer, _ index: inout RecordIndex) {
        endCell(at: position, &index)
        let last = index.cells.count - 1
        // The text is followed by zeros; the first cell is marked in any case, whatever precedes it.
        if position > end.consumed, WhiteSpace.mayBe(text.load(fromByteOffset: position - 1, as: UInt8.self)) {
            index.markUnusual(last...last)
        }
        if WhiteSpace.mayBe(text.load(fromByteOffset: next, as: UInt8.self)) { index.markUnusual(last...last + 1) }
        if isBlank(text + end.consumed, count: position - end.consumed) {
            index.cells.truncate(to: firstCell)
            index.markUnusual(firstCell...firstCell)
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

    /// Whether a line holds nothing but white space, delimiters and end marks. The first byte nearly always decides.
    @inline(__always)
    private func isBlank(_ line: UnsafeRawPointer, count: Int) -> Bool {
        var position = 0
        while position < count {
            let byte = line.load(fromByteOffset: position, as: UInt8.self)
            let length =
                byte == delimiter || byte == Byte.endMark ? 1 : WhiteSpace.leading(line + position, count - position)
            if length == 0 { return false }
            position += length
        }
        return true
    }
}

/// How a scan for records ended.
struct ScanEnd {
    /// How many bytes were scanned: the end of the last complete record.
    var consumed = 0
    /// How many lines end in them.
    var lines = 0
    /// If the text ends inside quotes, the line on which they open, from 0.
    var openQuoteLine: Int?
    /// What is wrong with the record at `consumed`, and on which line, from 0.
    var problem: (problem: DelimitedTextError.Problem, line: Int)?
}
