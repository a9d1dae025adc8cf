/// Where the records and cells of a text stand, as a scan finds them.
struct RecordIndex: ~Copyable {
    var cells: GrowableBuffer<CellRange>
    var records: GrowableBuffer<RecordEntry>
    /// The cells that hold doubled quotes, ascending.
    private var escapedCells: GrowableBuffer<UInt32>

    /// - Parameter textBytes: About how much text is scanned.
    init(textBytes: Int) {
        cells = GrowableBuffer(capacity: textBytes / 8)
        records = GrowableBuffer(capacity: textBytes / 64)
        escapedCells = GrowableBuffer(capacity: 1)
    }

    mutating func removeAll() {
        cells.truncate(to: 0)
        records.truncate(to: 0)
        escapedCells.truncate(to: 0)
    }

    /// The number of complete records, once the index is finished.
    var recordCount: Int { records.count - 1 }

    /// The number of cells of a complete record, once the index is finished.
    func cellCount(of record: Int) -> Int {
        precondition(record >= 0 && record < recordCount)
        return Int(records.base[record + 1].firstCell - records.base[record].firstCell)
    }

    /// The content of a cell of a complete record, with its doubled quotes.
    ///
    /// - Parameter text: The text of the index.
    func cell(_ column: Int, of record: Int, in text: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        precondition(column >= 0 && column < cellCount(of: record))
        let range = cells.base[Int(records.base[record].firstCell) + column]
        return UnsafeRawBufferPointer(start: text + Int(range.start), count: Int(range.end - range.start))
    }

    /// Makes room for the most cells and records that a number of special bytes can end.
    @inline(__always)
    mutating func reserve(_ specials: Int) {
        cells.reserve(specials)
        records.reserve(specials)
    }

    /// The cell that is appended next holds a doubled quote.
    mutating func markNextCellEscaped() {
        let cell = UInt32(truncatingIfNeeded: cells.count)
        if escapedCells.count > 0, escapedCells.base[escapedCells.count - 1] == cell { return }
        escapedCells.reserve(1)
        escapedCells.appendReserved(cell)
    }

    /// Closes the index behind the last record: cells of a record that is not complete are dropped.
    mutating func finish(cellCount: Int) {
        cells.truncate(to: cellCount)
        records.reserve(1)
        records.appendReserved(RecordEntry(firstCell: cellCount, start: 0, end: 0, line: 0))
    }

    /// Appends the content of the cells with doubled quotes to the text, with single ones, and lets the cells stand there.
    ///
    /// - Requires: The index is finished, and is that of the text.
    mutating func unescape(in text: inout TextBuffer) {
        let escaped = UnsafeBufferPointer(start: escapedCells.base, count: escapedCells.count)
            .prefix { Int($0) < cells.count }
        if escaped.isEmpty { return }
        // Every marked cell that was kept is a cell of the text.
        let bytes = escaped.reduce(0) { $0 + Int(cells.base[Int($1)].end - cells.base[Int($1)].start) }
        text.reserve(bytes)
        for cell in escaped {
            let content = cells.base[Int(cell)]
            let start = text.count
            text.appendUnescaped(Int(content.start)..<Int(content.end))
            cells.base[Int(cell)] = CellRange(start, text.count)
        }
    }
}

/// Where the content of a cell stands in the text of its batch, without its quotes.
@usableFromInline
struct CellRange: BitwiseCopyable {
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32

    /// Both fit, since a batch is at most 2 GiB long.
    @inline(__always)
    init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }
}

/// What a batch knows of a record besides the places of its cells.
@usableFromInline
struct RecordEntry: BitwiseCopyable {
    /// The index of its first cell; its last is the one before the next record's first.
    @usableFromInline var firstCell: UInt32
    /// Where it stands in the text, without its line end.
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32
    /// How many lines after the batch's first line it begins.
    @usableFromInline var line: UInt32

    /// All fit, since a batch is at most 2 GiB long.
    @inline(__always)
    init(firstCell: Int, start: Int, end: Int, line: Int) {
        self.firstCell = UInt32(truncatingIfNeeded: firstCell)
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.line = UInt32(truncatingIfNeeded: line)
    }
}
