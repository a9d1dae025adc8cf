/// Where the records and cells of a text are, as a scan finds them.
struct RecordIndex: ~Copyable {
    var cells: GrowableBuffer<CellRange>
    var records: GrowableBuffer<RecordEntry>
    /// The cells that hold doubled quotes, ascending.
    private var escapedCells: GrowableBuffer<UInt32>
    /// Ranges of cells that may have white space around them or be a formula; ascending, though they may overlap.
    private var unusualCells: GrowableBuffer<CellRange>

    /// - Parameter textBytes: About how much text is scanned.
    init(textBytes: Int) {
        cells = GrowableBuffer(capacity: textBytes / 8)
        records = GrowableBuffer(capacity: textBytes / 64)
        escapedCells = GrowableBuffer(capacity: 1)
        unusualCells = GrowableBuffer(capacity: 1)
    }

    mutating func removeAll() {
        cells.truncate(to: 0)
        records.truncate(to: 0)
        escapedCells.truncate(to: 0)
        unusualCells.truncate(to: 0)
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
        return cells.base[Int(records.base[record].firstCell) + column].content(in: text)
    }

    /// Makes room for the most cells and records that a number of special bytes can end.
    @inline(__always)
    mutating func reserve(_ specials: Int) {
        cells.reserve(specials)
        records.reserve(specials)
    }

    /// Notes that the next cell to be appended holds a doubled quote.
    mutating func markNextCellEscaped() {
        let cell = UInt32(truncatingIfNeeded: cells.count)
        if escapedCells.count > 0, escapedCells.base[escapedCells.count - 1] == cell { return }
        escapedCells.reserve(1)
        escapedCells.appendReserved(cell)
    }

    /// Notes that cells with these indices may have white space around them or be a formula; they may not have been
    /// appended yet.
    mutating func markUnusual(_ cells: ClosedRange<Int>) {
        let last = unusualCells.count - 1
        if last >= 0, case let before = unusualCells.base[last], cells.lowerBound >= before.start,
            cells.lowerBound <= before.end + 1
        {
            unusualCells.base[last] = CellRange(Int(before.start), max(Int(before.end), cells.upperBound))
        } else {
            unusualCells.reserve(1)
            unusualCells.appendReserved(CellRange(cells.lowerBound, cells.upperBound))
        }
    }

    /// Closes the index after the last record; cells of an incomplete record are dropped.
    mutating func finish(cellCount: Int) {
        cells.truncate(to: cellCount)
        records.reserve(1)
        records.appendReserved(RecordEntry(firstCell: cellCount, start: 0, end: 0, line: 0))
    }

    /// Appends the content of the cells with doubled quotes to the text, with single ones, and points those cells
    /// there.
    ///
    /// - Requires: The index is finished, and is that of the text.
    mutating func unescape(in text: inout TextBuffer) {
        let escaped = UnsafeBufferPointer(start: escapedCells.base, count: escapedCells.count)
            .prefix { Int($0) < cells.count }
        if escaped.isEmpty { return }
        // A marked cell that was not dropped is a cell of the text.
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

extension RecordIndex {
    /// Trims the white space around unquoted cells, and makes cells of nothing but white space empty.
    ///
    /// - Requires: The index is finished, is that of the text, and is not unescaped.
    mutating func trim(in text: UnsafeRawPointer) {
        forEachUnusualCell { cell in
            let content = cell.content(in: text)
            // The byte before a cell's content can only be a quote if the cell's own one opens there.
            if cell.start > 0, text.load(fromByteOffset: Int(cell.start) - 1, as: UInt8.self) == Byte.quote {
                if WhiteSpace.areAll(of: content) { cell.end = cell.start }
            } else {
                cell.narrow(to: WhiteSpace.trimmed(content), in: text)
            }
        }
    }

    /// Resolves cells that are a formula of nothing but a text, such as `="01067"`, to that text.
    ///
    /// - Requires: The index is unescaped in the text.
    mutating func resolveFormulas(in text: UnsafeRawPointer) {
        forEachUnusualCell { cell in
            let content = cell.content(in: text)
            guard content.count >= 3, content[0] == Byte.equals, content[1] == Byte.quote,
                content.last == Byte.quote
            else { return }
            let inner = UnsafeRawBufferPointer(rebasing: content[2..<content.count - 1])
            guard !inner.contains(Byte.quote) else { return }
            cell.narrow(
                to: WhiteSpace.areAll(of: inner) ? UnsafeRawBufferPointer(rebasing: inner[..<0]) : inner, in: text)
        }
    }

    @inline(__always)
    private mutating func forEachUnusualCell(_ body: (inout CellRange) -> Void) {
        for place in 0..<unusualCells.count {
            let range = unusualCells.base[place]
            // Marked cells that were never appended are skipped.
            for cell in Int(range.start)..<max(Int(range.start), min(Int(range.end) + 1, cells.count)) {
                body(&cells.base[cell])
            }
        }
    }
}

/// Where the content of a cell is in the text of its batch, without its quotes.
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

    /// The cell's bytes in the text of its batch.
    func content(in text: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text + Int(start), count: Int(end - start))
    }

    /// Narrows the cell to a part of its content.
    fileprivate mutating func narrow(to content: UnsafeRawBufferPointer, in text: UnsafeRawPointer) {
        guard let base = content.baseAddress else {
            end = start
            return
        }
        self = CellRange(base - text, base - text + content.count)
    }
}

/// What a batch knows about a record apart from its cells.
@usableFromInline
struct RecordEntry: BitwiseCopyable {
    /// The index of its first cell; its last is the one before the next record's first.
    @usableFromInline var firstCell: UInt32
    /// Where it is in the text, without its line end.
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32
    /// How many lines after the batch's first line it begins.
    @usableFromInline var line: UInt32

    /// All fit, since a batch has at most 2 GiB of text, and not many more cells than a builder puts into one.
    @inline(__always)
    init(firstCell: Int, start: Int, end: Int, line: Int) {
        self.firstCell = UInt32(truncatingIfNeeded: firstCell)
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.line = UInt32(truncatingIfNeeded: line)
    }
}
