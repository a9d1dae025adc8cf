/// What is known about a delimited text before it is read, and how much of it is held in memory.
public struct ReadingOptions: Sendable {
    /// The delimiter; nil to detect it.
    public var delimiter: UInt8?
    /// The encoding; nil to detect it. A byte order mark still decides the byte order of UTF-16.
    public var encoding: TextEncoding?
    /// By what the header is known, so that lines before it are none of the table.
    public var headerSigns: HeaderSigns = .none
    /// The beginnings of texts in which every cell means what it says, also `="x"`: those that this program has written.
    public var literalHeaders: [[UInt8]] = []
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

/// By what the header of a text is told from the lines before it and the rows after it.
///
/// Without signs, the first record is the header.
public struct HeaderSigns: Sendable {
    /// Whether a cell is the header of a column that every text must have.
    public var isKey: @Sendable (UnsafeRawBufferPointer) -> Bool
    /// Whether a cell can only be part of a row of data, not of a header.
    public var isValue: @Sendable (UnsafeRawBufferPointer) -> Bool

    /// Signs that two questions about a cell give.
    public init(
        isKey: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool,
        isValue: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool
    ) {
        self.isKey = isKey
        self.isValue = isValue
    }

    /// For files whose first row is the header, whatever it says.
    public static let none = HeaderSigns(isKey: { _ in false }, isValue: { _ in false })

    /// How many records are looked at.
    static let recordsLookedAt = 20

    /// The first record that has a key and no value, with no value before it; nil if there is none among the first.
    public func headerRecord(
        records: Int,
        cells: (Int) -> Int,
        cell: (_ column: Int, _ record: Int) -> UnsafeRawBufferPointer
    ) -> Int? {
        for record in 0..<min(records, Self.recordsLookedAt) {
            let columns = 0..<cells(record)
            if columns.contains(where: { isValue(cell($0, record)) }) { return nil }
            if columns.contains(where: { isKey(cell($0, record)) }) { return record }
        }
        return nil
    }
}
