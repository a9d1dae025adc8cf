/// Reads the records of a delimited text, batch by batch: RFC 4180 with any delimiter, encoding and line ends.
///
/// Memory is bounded by `ReadingOptions`, whatever the length of the text. A line of nothing but white space and
/// delimiters is not a record; `""` is one. A quote inside an unquoted cell stands for itself. White space around an
/// unquoted cell or outside quotes is not part of it, and a cell of nothing but white space is empty. `="x"` means x. A
/// 0x1A at the end of the text is not part of it.
///
/// A text without a byte order mark is read as UTF-8 (UTF-16 is recognised in Western text). If it turns out not to be,
/// and no encoding was asked for, `nextBatch()` throws `.notInEncoding(.utf8)`: the caller may then start again with
/// `.windows1252`, from the start of the source.
public struct DelimitedReader: ~Copyable {
    /// How much is read ahead to detect encoding and dialect.
    private static let sampleBytes = 64 << 10

    /// The encoding that the text is read in: detected from its first bytes, or asked for.
    public let encoding: TextEncoding
    /// The dialect that the text is read in: detected from its `sep=` line or its first records, or asked for.
    public let dialect: Dialect
    /// Which record of the first batch is the header, from 0: records before it are a title, not part of the table.
    public let headerRecord: Int

    private let options: ReadingOptions
    private let scanner: RecordScanner
    private let resolvesFormulas: Bool
    private var stream: TextStream
    /// The batch that is read next; its text begins with what the previous one left over.
    private var memory: BatchMemory
    private var pool = MemoryPool()
    /// The line on which that text begins, from 1.
    private var line: Int
    /// What ended the reading; it is thrown after the records before it, and by every later call.
    private var failure: (any Error)?

    /// Reads the first 64 KiB to detect encoding and dialect.
    ///
    /// - Throws: What the source throws; a `DelimitedTextError` if the delimiter asked for cannot be one, or if none is
    ///   asked for and the text can be read with several.
    public init(_ source: any ByteSource, options: ReadingOptions = .init()) throws {
        if let delimiter = options.delimiter, !Dialect(delimiter: delimiter).isUsable {
            throw DelimitedTextError(.unusableDelimiter(delimiter), line: 0)
        }
        var source = try PeekedSource(source, count: Self.sampleBytes)
        let (encoding, markLength) = EncodingDetection.encoding(of: source.rest, forced: options.encoding)
        source.skip(markLength)
        let sample = try TextStream.text(of: Array(source.rest), in: encoding)
        let separator = SeparatorLine(of: sample)
        if let separator { source.skip(separator.length * encoding.unitWidth) }
        let table = separator.map { Array(sample.dropFirst($0.length)) } ?? sample
        let finding = DialectDetection.finding(
            in: table, isWhole: source.isWhole,
            delimiter: options.delimiter ?? separator?.delimiter, signs: options.headerSigns)
        let firstLine = separator == nil ? 1 : 2
        guard finding.rivals.isEmpty else {
            throw DelimitedTextError(.ambiguousDelimiter(finding.rivals), line: firstLine + finding.headerLine)
        }
        self.encoding = encoding
        line = firstLine
        dialect = finding.dialect
        headerRecord = finding.headerRecord
        self.options = options
        scanner = RecordScanner(dialect)
        resolvesFormulas = !options.literalHeaders.contains { table.starts(with: $0) }
        stream = TextStream(source, encoding: encoding)
        memory = BatchMemory(capacity: options.batchLimit)
    }

    /// The next records in order; nil at the end.
    ///
    /// - Throws: A `DelimitedTextError` once the records before it have been handed out, or what the source throws.
    ///   After an error there are no more records: it is thrown again.
    public mutating func nextBatch() throws -> RecordBatch? {
        if let failure { throw failure }
        do {
            return try readBatch()
        } catch {
            failure = error
            throw error
        }
    }
}

extension DelimitedReader {
    /// Reads until there is a complete record, or the end. Unlike `nextBatch`, it does not remember failures.
    private mutating func readBatch() throws -> RecordBatch? {
        while true {
            try memory.text.fill(from: &stream)
            if isFinal { memory.text.dropEndMarks() }
            let firstLine = line
            let end = memory.scan(with: scanner, isFinal: isFinal)
            line += end.lines
            if let problem = end.problem {
                failure = DelimitedTextError(problem.problem, line: firstLine + problem.line)
            }
            if memory.index.recordCount > 0 { return takeBatch(upTo: end.consumed, firstLine: firstLine) }
            if let failure { throw failure }
            if isFinal { return nil }
            memory = memory(from: end.consumed)
            try expectMoreText(openQuoteLine: end.openQuoteLine.map { firstLine + $0 })
        }
    }

    /// Whether the text in memory is the last of the stream, and valid.
    private var isFinal: Bool {
        if case .finished? = stream.end { true } else { false }
    }

    private mutating func takeBatch(upTo position: Int, firstLine: Int) -> RecordBatch {
        let next = memory(from: position)
        memory.settle(resolvesFormulas: resolvesFormulas)
        pool.keep(memory)
        let batch = RecordBatch(memory, firstLine: firstLine)
        memory = next
        return batch
    }

    /// Memory for the next batch, which begins with the text from `position` on. It has room for that much again, or
    /// for a batch. At the longest record the room is a little more than the limit, so that a record that is too long
    /// is noticed before the memory is full.
    private mutating func memory(from position: Int) -> BatchMemory {
        let left = memory.text.count - position
        let room = min(max(options.batchLimit, 2 * left), options.recordLimit)
        let next = pool.memory(capacity: stream.end == nil ? room + 2 * TextStream.minimumRead : left)
        next.text.append(UnsafeRawBufferPointer(rebasing: memory.text.text[position...]))
        return next
    }

    /// Throws if the incomplete record that the text begins with can never become complete.
    private func expectMoreText(openQuoteLine: Int?) throws {
        if case .failed(let problem)? = stream.end {
            throw DelimitedTextError(problem, line: line + Byte.lineEnds(in: memory.text.text))
        }
        if memory.text.count > options.recordLimit {
            if let openQuoteLine { throw DelimitedTextError(.unclosedQuote, line: openQuoteLine) }
            throw DelimitedTextError(.recordTooLong, line: line)
        }
    }
}
