/// What is known about a delimited text before it is read, and how much of it is held in memory.
public struct ReadingOptions: Sendable {
    /// The delimiter; nil to detect it.
    public var delimiter: UInt8?
    /// The encoding; nil to detect it. A byte order mark still decides the byte order of UTF-16.
    public var encoding: TextEncoding?
    /// What the header is recognised by, so that lines before it are not part of the table.
    public var headerSigns: HeaderSigns = .none
    /// The beginnings of texts in which every cell is literal, even `="x"`: texts that this program has written.
    public var literalHeaders: [[UInt8]] = []
    /// How many bytes of text a batch holds, unless one record needs more. Measured: more than 256 KiB is not faster.
    public var batchBytes: Int
    /// The longest record that is read, in bytes with its line end: an unclosed quote in a huge file must not use up
    /// the memory.
    public var maximumRecordBytes: Int

    /// Options; by default everything is detected.
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
    /// `batchBytes` within its bounds.
    var batchLimit: Int { min(max(batchBytes, 16), recordLimit) }
}

/// What sets the header of a text apart from the lines before it and the rows after it.
///
/// Without signs, the first record is the header.
public struct HeaderSigns: Sendable {
    /// Whether a cell is the header of a column that every text must have.
    public var isKey: @Sendable (UnsafeRawBufferPointer) -> Bool
    /// Whether a cell can only be part of a row of data, not of a header.
    public var isValue: @Sendable (UnsafeRawBufferPointer) -> Bool

    /// Signs that two tests of a cell define.
    public init(
        isKey: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool,
        isValue: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool
    ) {
        self.isKey = isKey
        self.isValue = isValue
    }

    /// For files whose first record is the header, whatever it says.
    public static let none = HeaderSigns(isKey: { _ in false }, isValue: { _ in false })

    /// How many records are examined.
    static let recordsLookedAt = 20

    /// The index of the first record that has a key; nil if a value is in it or before it, or if none of the first
    /// records has a key.
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
