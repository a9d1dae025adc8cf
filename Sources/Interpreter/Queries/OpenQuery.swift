internal import CommandLanguage
internal import Recipients

/// A query whose source is open for reading.
struct OpenQuery {
    let query: Query
    /// The rows of its source, before the first.
    let cursor: any QueryCursor
    /// The columns of `count by`; empty if there is no such clause.
    let counted: [Int]
    /// The columns of the rows before `show` chooses among them.
    let rowColumns: [String]
    /// The columns of `show`; nil for all.
    let shown: [Int]?

    /// The names of the columns of its rows.
    var columns: [String] { shown.map { $0.map { rowColumns[$0] } } ?? rowColumns }

    /// Whether the query names its columns.
    var columnsAreChosen: Bool { shown != nil || !counted.isEmpty }

    /// The query's value.
    ///
    /// - Parameter rows: All of its rows.
    func rows(_ rows: [[Value]]) -> Rows {
        Rows(columns: columns, rows: rows).withColumns(chosen: columnsAreChosen)
    }
}

/// A row reduced to some of its columns, in a given order.
final class ProjectedRow: CurrentRow {
    let columns: [String]
    private let whole: any CurrentRow
    private let indices: [Int]

    init(_ whole: any CurrentRow, _ indices: [Int]) {
        self.whole = whole
        self.indices = indices
        columns = indices.map { whole.columns[$0] }
    }

    subscript(column: Int) -> Value { whole[indices[column]] }
}

/// A value as sorting compares it.
enum SortKey: Hashable {
    case missing
    case text(String, CollationKey)
    /// An address; addresses are ordered by their bytes.
    case address(String)
    case value(Value)

    init(_ value: Value, isAddress: Bool = false) {
        switch value {
        case .none: self = .missing
        case .text(let text): self = isAddress ? .address(text) : .text(text, CollationKey(text))
        default: self = .value(value)
        }
    }

    static func == (one: SortKey, other: SortKey) -> Bool {
        switch (one, other) {
        case (.missing, .missing): true
        case (.text(_, let one), .text(_, let other)): one == other
        case (.address(let one), .address(let other)): one.utf8.elementsEqual(other.utf8)
        case (.value(let one), .value(let other)): one == other
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .missing: hasher.combine(0)
        case .text(let text, _), .address(let text): hasher.combine(text)
        case .value(let value): hasher.combine(value)
        }
    }

    /// Whether a row with the first keys comes before one with the others. Missing values come last in both directions.
    ///
    /// - Parameter directions: Whether each key is descending; keys without an entry are ascending.
    static func areInOrder(_ one: [SortKey], _ other: [SortKey], _ directions: [Bool]) -> Bool {
        for (index, (left, right)) in zip(one, other).enumerated() where left != right {
            if left == .missing || right == .missing { return right == .missing }
            let descends = index < directions.count && directions[index]
            return descends ? right.isLess(than: left) : left.isLess(than: right)
        }
        return false
    }

    private func isLess(than other: SortKey) -> Bool {
        switch (self, other) {
        case (.text(_, let one), .text(_, let other)): one < other
        case (.address(let one), .address(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        case (.value(.bool(let one)), .value(.bool(let other))): !one && other
        case (.value(let one), .value(let other)): one.isLess(than: other) ?? false
        default: false
        }
    }
}

/// A row among others that are being sorted.
struct SortedRow {
    let keys: [SortKey]
    /// Its position before sorting.
    let number: Int
    var values: [Value] = []

    /// - Parameter directions: Whether each key is descending.
    func isBefore(_ other: SortedRow, _ directions: [Bool]) -> Bool {
        keys == other.keys ? number < other.number : SortKey.areInOrder(keys, other.keys, directions)
    }
}
