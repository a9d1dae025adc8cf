/// A query: which rows, which of them, in what order and how many.
public struct Query: Sendable {
    /// Whose rows are wanted.
    public let rows: RowSource
    /// `where`: true for the rows that are wanted.
    public internal(set) var condition: Expression?
    /// `count by`: the fields by whose values the rows are counted; empty where they are not.
    public internal(set) var counted: [Name] = []
    /// `sort by`: the order; empty for that of the rows' kind.
    public internal(set) var keys: [Key] = []
    /// A literal is a whole number from 0; else it takes a run to know it.
    public internal(set) var limit: Argument?
    /// `show`: the columns that are wanted, in their order; empty for all.
    public internal(set) var shown: [Name] = []
    /// Where the query stands.
    public internal(set) var range: SourceRange

    init(rows: RowSource, range: SourceRange) {
        self.rows = rows
        self.range = range
    }

    /// `FIELD [asc|desc]`, or an expression over the row in place of the field.
    public struct Key: Sendable {
        /// The field, which the checker looks up where it can; or the expression.
        public let value: Expression
        /// Whether `desc` was said.
        public let isDescending: Bool
    }

    /// The name of the column that `count by` adds to these.
    public static func countColumn(besides names: [String]) -> String {
        names.contains { $0.lowercased() == "count" } ? "count_2" : "count"
    }
}

/// Where a query's rows come from.
public enum RowSource: Sendable {
    /// The groups that stand.
    case groups
    /// The backups of one group, or of all of them.
    case backups(of: Argument?)
    /// `backup(id:)`, `latestBackup(of:)` or `group(_:)`.
    case recipients(of: StateReference)
    /// The fields of one group.
    case fields(of: Argument)
    /// What the recipients of one group did.
    case activity(of: Argument)
    /// What has happened in the account.
    case log

    /// What rows these are, whatever they are of.
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

/// The kinds of rows that a query yields, by the word that begins it.
public enum RowKind: String, CaseIterable, Sendable {
    /// The names with which queries begin; `RowFields` says what each holds.
    case groups, backups, recipients, fields, activity, log
}

/// Which state of a group is meant: one of its backups, or how the group stands.
public enum StateReference: Sendable {
    /// `3`, `backup 3`, `backup $b.id`. A literal is a positive whole number.
    case backup(id: Argument)
    /// `latest backup of NAME`.
    case latestBackup(of: Argument)
    /// `group NAME as of INSTANT`; only as the source of `restore`.
    case asOf(group: Argument, instant: Argument)
    /// `group NAME`: the group as it stands now; only in `compare` and after `recipients of`.
    case group(Argument)
}
