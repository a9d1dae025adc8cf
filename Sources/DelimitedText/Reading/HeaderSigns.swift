/// By what the header of a text is told from the lines before it and the rows after it.
///
/// Without signs, the first record is the header.
public struct HeaderSigns: Sendable {
    /// Whether a cell is the header of a column that every text must have.
    public var isKey: @Sendable (UnsafeRawBufferPointer) -> Bool
    /// Whether a cell can stand only in a row.
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
