/// A query: which rows, which of them, in what order and how many.
public struct Query: Sendable {
    public let rows: RowSource
    /// `where`: true for the rows that are wanted.
    public let condition: Expression?
    public let sort: Sort?
    /// A literal is a whole number from 0; else it takes a run to know it.
    public let limit: Argument?
    public let range: SourceRange

    public struct Sort: Sendable {
        public let field: Name
        public let isDescending: Bool
    }
}

/// Where a query's rows come from.
public enum RowSource: Sendable {
    case groups
    /// The backups of one group, or of all of them.
    case backups(of: Argument?)
    /// `backup(id:)`, `latestBackup(of:)` or `group(_:)`.
    case recipients(of: StateReference)
    case fields(of: Argument)
    case activity(of: Argument)
    case log

    public var kind: RowKind {
        switch self {
        case .groups: .groups
        case .backups: .backups
        case .recipients: .recipients
        case .fields: .fields
        case .activity: .activity
        case .log: .log
        }
    }
}
