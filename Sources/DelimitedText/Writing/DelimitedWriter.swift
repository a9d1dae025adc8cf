/// Writes records as delimited text: UTF-8, RFC 4180, with quotes only where they are needed.
///
/// What is written reads back the same, except for cells of nothing but white space, which are read as empty. A cell
/// that begins or ends with white space is quoted, as is the first cell of a record whose line would hold nothing; a
/// first record that would be taken for a `sep=` line is preceded by an empty line.
public struct DelimitedWriter: ~Copyable {
    /// How many bytes are collected before they are flushed.
    private static let flushBytes = 64 << 10

    private let dialect: Dialect
    private let lineEnd: LineEnd
    private let quoting: CellQuoting
    private let flush: (UnsafeRawBufferPointer) throws -> Void
    private var output: OutputBuffer
    /// Where the current record begins in `output`, and where its first cell ends.
    private var recordStart = 0
    private var firstCellEnd: Int?
    private var isFirstRecord = true

    /// - Parameters:
    ///   - dialect: Its delimiter must be ASCII, and neither a quote nor a line end.
    ///   - lineEnd: What ends every record.
    ///   - flush: Takes some tens of thousands of bytes at a time; they are valid during the call.
    public init(
        dialect: Dialect = Dialect(delimiter: 0x2C),
        lineEnd: LineEnd = .lineFeed,
        flush: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        precondition(dialect.isUsable)
        self.dialect = dialect
        self.lineEnd = lineEnd
        self.flush = flush
        quoting = CellQuoting(delimiter: dialect.delimiter)
        output = OutputBuffer(capacity: Self.flushBytes + Self.flushBytes / 4)
    }

    /// Appends a cell to the current record.
    ///
    /// - Parameter cell: UTF-8; it is not checked.
    public mutating func append(cell: UnsafeRawBufferPointer) {
        // Every byte doubled, two quotes and the delimiter; and at the end of the record two more quotes and a line
        // end.
        output.reserve(2 * cell.count + 16)
        if firstCellEnd != nil { output.append(dialect.delimiter) }
        if quoting.isNeeded(for: cell) {
            output.append(quoting: cell)
        } else {
            output.append(cell)
        }
        if firstCellEnd == nil { firstCellEnd = output.count }
    }

    /// Appends a cell to the current record.
    public mutating func append(cell: some StringProtocol) {
        var text = String(cell)
        text.withUTF8 { append(cell: UnsafeRawBufferPointer($0)) }
    }

    /// Appends cells exactly as they are, with their quotes and delimiters.
    public mutating func append(cellsAsTheyStand cells: UnsafeRawBufferPointer) {
        output.reserve(cells.count + 16)
        if firstCellEnd != nil { output.append(dialect.delimiter) }
        output.append(cells)
        if firstCellEnd == nil { firstCellEnd = output.count }
    }

    /// Ends the current record; one without cells is written as one empty cell.
    ///
    /// - Throws: What `flush` throws. The writer cannot be used after that.
    public mutating func endRecord() throws {
        output.reserve(16)
        output.quoteIfBlank(from: recordStart, firstCellEnd: firstCellEnd ?? output.count, dialect.delimiter)
        if isFirstRecord { output.protectFirstRecord() }
        if lineEnd == .carriageReturnLineFeed { output.append(Byte.carriageReturn) }
        output.append(Byte.lineFeed)
        firstCellEnd = nil
        isFirstRecord = false
        recordStart = output.count
        if output.count >= Self.flushBytes { try flushOutput() }
    }

    /// Ends a record that has been begun, and flushes what has been written.
    public mutating func finish() throws {
        if firstCellEnd != nil { try endRecord() }
        if output.count > 0 { try flushOutput() }
    }

    private mutating func flushOutput() throws {
        try flush(output.bytes)
        output.removeAll()
        recordStart = 0
    }
}

/// What ends a record that is written.
public enum LineEnd: Sendable {
    /// LF.
    case lineFeed
    /// CRLF, as RFC 4180 has it.
    case carriageReturnLineFeed
}
