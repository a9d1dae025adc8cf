internal import DelimitedText
internal import Recipients
internal import Snapshots
internal import Sorting

/// Writes recipients to a file as delimited text or JSON, from the bytes of segments, on all processors.
struct RecipientWriter {
    private let layout: RowLayout
    private let file: any OutputFile

    init(_ layout: RowLayout, to file: any OutputFile) {
        self.layout = layout
        self.file = file
    }

    /// Writes all recipients of a reader, with what precedes and follows them; returns how many there are.
    func write(_ reader: RecipientReader) throws(Failure) -> Int {
        try writeHeader()
        var count = 0
        try reader.forEachBlock(as: layout) { (block) throws(Failure) in
            try write(block.lines.bytes, isFirst: count == 0)
            count += block.rows
        }
        if case .elements = layout.form { try file.write("]\n") }
        return count
    }

    private func write(_ rows: UnsafeRawBufferPointer, isFirst: Bool) throws(Failure) {
        // Each element of an array is preceded by a comma and a line end, except for the first.
        guard isFirst, case .elements = layout.form else { return try file.write(rows) }
        try file.write(UnsafeRawBufferPointer(rebasing: rows.dropFirst(2)))
    }

    private func writeHeader() throws(Failure) {
        switch layout.form {
        case .elements: try file.write("[")
        case .lines: break
        case .cells(let delimiter, let guardsFormulas):
            do {
                try writeNames(delimiter, guardsFormulas: guardsFormulas)
            } catch {
                throw error as? Failure ?? FileProblem.cannotWrite("", nil, .export).failure
            }
        }
    }

    private func writeNames(_ delimiter: UInt8, guardsFormulas: Bool) throws {
        let file = file
        var csv = DelimitedWriter(dialect: Dialect(delimiter: delimiter)) { try file.write($0) }
        if guardsFormulas, layout.beginsAsWhole {
            SpreadsheetGuard.header(delimiter).withUnsafeBytes { csv.append(cellsAsTheyStand: $0) }
            for name in layout.names.dropFirst(Field.fixed.count) { csv.append(cell: SpreadsheetGuard.guarded(name)) }
        } else {
            for name in layout.names { csv.append(cell: guardsFormulas ? SpreadsheetGuard.guarded(name) : name) }
        }
        try csv.endRecord()
        try csv.finish()
    }
}

extension RecipientReader {
    /// Goes through all recipients that have not been read, as text in blocks, which are taken in the order of the
    /// addresses: on all processors, unless a filter must be evaluated.
    ///
    /// - Parameters:
    ///   - layout: How their rows are written.
    ///   - take: Receives the next block.
    func forEachBlock(
        as layout: RowLayout,
        _ take: (LineBlock) throws(Failure) -> Void
    ) throws(Failure) {
        let pool = LineBlockPool()
        func pass(_ block: LineBlock) throws(Failure) {
            if block.rows > 0 { try take(block) }
            pool.giveBack(block)
        }
        guard filter == nil else {
            let text = RowText(layout)
            while let block = try nextBlock(text, pool) { try pass(block) }
            return
        }
        try forEachRange {
            let text = RowText(layout)
            return { cursor in text.block(of: &cursor, pool) }
        } take: { (block) throws(Failure) in
            progress?.add(block.rows)
            try pass(block)
        }
    }

    /// The next recipients as text; nil at the end.
    private func nextBlock(_ text: RowText, _ pool: LineBlockPool) throws(Failure) -> LineBlock? {
        let block = pool.take(capacity: RowText.blockBytes)
        while block.lines.count < RowText.blockBytes, let row = try nextRow() {
            text.append(row, readableEnd: nil, to: &block.lines)
            block.rows += 1
        }
        return block.rows > 0 ? block : nil
    }
}

extension RowText {
    /// About how many bytes of text a block has.
    fileprivate static let blockBytes = StackWalk.rangeBytes

    /// The rows of a cursor as text.
    fileprivate func block(of cursor: inout StackCursor, _ pool: LineBlockPool) -> LineBlock {
        let block = pool.take(capacity: Self.blockBytes + Self.blockBytes / 4)
        var lines = ByteBuffer()
        swap(&lines, &block.lines)
        var rows = 0
        while let row = cursor.current {
            append(row, readableEnd: cursor.readableEnd, to: &lines)
            rows += 1
            cursor.advance()
        }
        swap(&lines, &block.lines)
        block.rows = rows
        return block
    }
}
