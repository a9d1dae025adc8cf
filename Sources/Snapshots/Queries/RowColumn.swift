/// What a row has for a field.
public enum RowColumn: Hashable, Sendable {
    /// The normalised address.
    case address
    /// What the sign-up makes the recipient.
    case status
    /// An instant of the sign-up, in this column of the segments.
    case instant(Int)
    /// A text, in this column of the segments.
    case text(Int)

    /// Its number in the segments; nil for the status, which follows from several columns.
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
    /// Texts are in the order of texts, addresses in that of their bytes, and missing values last.
    public let column: RowColumn
    /// Whether the largest comes first; missing values come last even so.
    public let isDescending: Bool

    /// A key, from the smallest value to the largest unless it descends.
    public init(_ column: RowColumn, isDescending: Bool) {
        self.column = column
        self.isDescending = isDescending
    }
}
