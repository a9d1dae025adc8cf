/// What is known about a delimited text before it is read, and how much of it is held in memory.
public struct ReadingOptions: Sendable {
    /// The delimiter; nil to detect it.
    public var delimiter: UInt8?
    /// The encoding; nil to detect it. A byte order mark still decides the byte order of UTF-16.
    public var encoding: TextEncoding?
    /// By what the header is known, so that lines before it are none of the table.
    public var headerSigns: HeaderSigns = .none
    /// How many bytes of text a batch holds, unless a longer record needs more. More than 256 KiB measured no faster.
    public var batchBytes: Int
    /// The longest record that is read, with its line end: an unclosed quote in a huge file must not eat the memory.
    public var maximumRecordBytes: Int

    /// What is known and allowed; by default everything is found out.
    public init(
        delimiter: UInt8? = nil,
        encoding: TextEncoding? = nil,
        batchBytes: Int = 256 << 10,
        maximumRecordBytes: Int = 64 << 20
    ) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.batchBytes = batchBytes
        self.maximumRecordBytes = maximumRecordBytes
    }

    /// `maximumRecordBytes` within what the offsets of a batch can address, unescaped text included.
    var recordLimit: Int { min(max(maximumRecordBytes, 16), 1 << 30) }
    /// `batchBytes` within what is possible.
    var batchLimit: Int { min(max(batchBytes, 16), recordLimit) }
}
