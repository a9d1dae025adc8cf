/// The part of a row that holds a field.
public enum RowColumn: Hashable, Sendable {
    /// The normalised address.
    case address
    /// The status, which follows from the sign-up columns.
    case status
    /// An instant of the sign-up, in this column of segments.
    case instant(Int)
    /// A text, in this column of segments.
    case text(Int)

    /// Its column in segments; nil for the status, which follows from several columns.
    public var number: Int? {
        switch self {
        case .address: 0
        case .status: nil
        case .instant(let column), .text(let column): column
        }
    }
}

/// What rows are sorted by.
public struct RowKey: Sendable {
    /// The column. Texts are sorted in the order of texts, addresses by their bytes; missing values come last.
    public let column: RowColumn
    /// Whether the largest value comes first; missing values still come last.
    public let isDescending: Bool

    /// A sort key, ascending unless `isDescending` is set.
    public init(_ column: RowColumn, isDescending: Bool) {
        self.column = column
        self.isDescending = isDescending
    }
}
