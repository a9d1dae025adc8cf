/// Reads the records of a delimited text, batch by batch: RFC 4180 with any delimiter, encoding and line ends.
///
/// Memory is bounded by `ReadingOptions`, whatever the length of the text. A line that is empty or holds only white
/// space is no record; `""` is one. A quote inside an unquoted cell stands for itself.
///
/// A text without a byte order mark is taken for UTF-8 (UTF-16 is recognised in Western text). If it turns out not to be,
/// and no encoding was asked for, `nextBatch()` throws `.notInEncoding(.utf8)`: the caller may then start again with
/// `.windows1252`, from the start of the source.
public struct DelimitedReader: ~Copyable {
    /// How much is read ahead to tell encoding and dialect.
    private static let sampleBytes = 64 << 10

    /// The encoding the text is read in: told by its first bytes, or asked for.
    public let encoding: TextEncoding
    /// The dialect the text is read in: told by its `sep=` line or its first records, or asked for.
    public let dialect: Dialect
    /// Which record of the first batch is the header: those before it are a title, not part of the table.
    public let headerRecord: Int

    let options: ReadingOptions
    let scanner: RecordScanner
    var stream: TextStream
    /// The batch that is read next; its text begins with what the one before left over.
    var memory: BatchMemory
    var pool = MemoryPool()
    /// The line on which that text begins, from 1.
    var line: Int
    /// What ended the reading; it is thrown after the records before it, and ever after.
    var failure: (any Error)?

    /// Reads the first 64 KiB to tell encoding and dialect.
    ///
    /// - Throws: What the source throws; a `DelimitedTextError` if the delimiter asked for cannot be one, or if none is
    ///   asked for and nothing tells which it is.
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
        let finding = DialectDetection.finding(
            in: separator.map { Array(sample.dropFirst($0.length)) } ?? sample, isWhole: source.isWhole,
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
