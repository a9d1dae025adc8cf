import Recipients
import Sorting

/// Keeps the first rows in a given order.
struct FirstRows: RowCollector {
    private struct Entry {
        let key: [UInt8]
        let number: UInt64
        let row: Row
    }

    private let keys: [RowKey]
    private var entries: FirstInOrder<Entry>
    private var encoder = RowKeyEncoder()
    private var key: [UInt8] = []
    /// The highest first byte of a value that may still come before the last of the kept rows; nil if any may.
    private var highestFirst: UInt8?

    init(_ limit: Int, by keys: [RowKey]) {
        self.keys = keys
        entries = FirstInOrder(limit) { Self.areInOrder($0.key, $0.number, $1) }
    }

    @inline(__always)
    mutating func add(_ row: inout RowScanner, _ number: UInt64, to outcome: inout PartOutcome) {
        // Most rows need no key.
        if let highestFirst, let first = RowKeyEncoder.firstByte(of: keys[0], of: &row), first > highestFirst { return }
        key.removeAll(keepingCapacity: true)
        for key in keys { encoder.append(key, of: &row, to: &self.key) }
        if let last = entries.last, !Self.areInOrder(key, number, last) { return }
        entries.add(Entry(key: key, number: number, row: row.row))
        highestFirst = entries.last.flatMap { RowKeyEncoder.firstByte(ofKey: $0.key) }
    }

    /// The first rows of several collections together.
    static func merged(_ collections: [FirstRows]) -> [Row] {
        FirstInOrder.merged(collections.map(\.entries)).map(\.row)
    }

    /// Rows that are equal in the given order keep theirs.
    @inline(__always)
    private static func areInOrder(_ key: [UInt8], _ number: UInt64, _ other: Entry) -> Bool {
        let order = key.withUnsafeBytes { key in other.key.withUnsafeBytes { compareKeys(key, $0) } }
        return order == 0 ? number < other.number : order < 0
    }
}

/// Writes sort keys of rows: bytes whose order is the order of the rows.
struct RowKeyEncoder {
    private var collation = CollationEncoder()

    /// The byte before a value and the one for a missing value: missing ones come last, whether the key ascends or
    /// descends.
    private static let (value, missing): (UInt8, UInt8) = (1, 2)

    mutating func append(_ sortKey: RowKey, of row: inout RowScanner, to key: inout [UInt8]) {
        let start = key.count
        key.append(Self.value)
        guard appendValue(sortKey.column, of: &row, to: &key) else {
            key[start] = Self.missing
            return
        }
        guard sortKey.isDescending else { return }
        for place in key.indices[(start + 1)...] { key[place] = ~key[place] }
    }

    /// The first byte of a key's first value; nil if that is missing.
    static func firstByte(ofKey key: [UInt8]) -> UInt8? {
        key[0] == value ? key[1] : nil
    }

    /// The first byte of a value, where that can be told without writing its key; nil if not, or if it is missing.
    @inline(__always)
    static func firstByte(of sortKey: RowKey, of row: inout RowScanner) -> UInt8? {
        guard case .text(let column) = sortKey.column else { return nil }
        let text = row.cell(column).escapedText
        guard let letter = text.first, letter != UInt8(ascii: "\\"), let first = CollationEncoder.firstByte(for: letter)
        else { return nil }
        return sortKey.isDescending ? ~first : first
    }

    /// Appends bytes that are not a prefix of any other value's; false for a missing value.
    private mutating func appendValue(_ column: RowColumn, of row: inout RowScanner, to key: inout [UInt8]) -> Bool {
        switch column {
        case .address:
            // An address contains no zero byte.
            key.append(contentsOf: row.cell(0).escapedText)
            key.append(0)
        case .status:
            // The order of the bits is that of the statuses' names.
            key.append(row.status.bit)
        case .instant(let column):
            guard let instant = row.cell(column).instant else { return false }
            // Instants before 1970 are negative, and come first.
            let ordered = UInt64(bitPattern: instant.microseconds) ^ 1 << 63
            withUnsafeBytes(of: ordered.bigEndian) { key.append(contentsOf: $0) }
        case .text(let column):
            let cell = row.cell(column)
            if cell.isMissing { return false }
            if cell.hasEscapes, var text = cell.text {
                text.withUTF8 { collation.append(UnsafeRawBufferPointer($0), to: &key) }
            } else {
                collation.append(cell.escapedText, to: &key)
            }
        }
        return true
    }
}
