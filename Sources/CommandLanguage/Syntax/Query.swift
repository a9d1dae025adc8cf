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
    /// `to`: the file that the rows are written to, in place of being shown.
    public internal(set) var output: Argument?
    /// How a file is read, or written.
    public internal(set) var options: [OptionUse] = []
    /// Where the query is.
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
    /// The groups that were deleted and still have backups.
    case deletedGroups
    /// The backups of one group, or of all of them.
    case backups(of: Argument?)
    /// Any of the states.
    case recipients(of: StateReference)
    /// What the change did that a backup was made for: `backup(id:)` or `latestBackup(of:)`.
    case backupChanges(of: StateReference)
    /// What has become of one recipient, in one group or in all.
    case recipientChanges(email: Argument, group: Argument?)
    /// Where an address, or those that match a glob, are and were.
    case find(Argument)
    /// The fields of one group.
    case fields(of: Argument)
    /// What the recipients of one group did.
    case activity(of: Argument)
    /// What has happened in the account.
    case log
    /// The rows of a file or a here-document.
    case rows(of: Argument)

    /// What rows these are, whatever they are of.
    public var kind: RowKind {
        switch self {
        case .groups: .groups
        case .deletedGroups: .deletedGroups
        case .backups: .backups
        case .recipients: .recipients
        case .backupChanges: .backupChanges
        case .recipientChanges: .recipientChanges
        case .find: .find
        case .fields: .fields
        case .activity: .activity
        case .log: .log
        case .rows: .rows
        }
    }
}

/// The kinds of rows that a query yields, by the words that begin it.
public enum RowKind: String, CaseIterable, Sendable {
    /// The names with which queries begin; `RowFields` says what each holds.
    case groups
    case deletedGroups = "deleted groups"
    case backups, recipients
    case backupChanges = "changes of backup"
    case recipientChanges = "changes of recipient"
    case find, rows, fields, activity, log

    /// The word that a query for these rows begins with.
    public var firstWord: String { String(rawValue.prefix { $0 != " " }) }

    /// The words that queries begin with, each once.
    public static let firstWords: [String] = {
        var seen: Set<String> = []
        return allCases.map(\.firstWord).filter { seen.insert($0).inserted }
    }()

    /// The first of the kinds that begin with a word in lower case; nil if no query begins so.
    public init?(firstWord word: String) {
        guard let kind = Self.allCases.first(where: { $0.firstWord == word }) else { return nil }
        self = kind
    }
}

/// Which state of a group is meant: one of its backups, or how the group stands.
public enum StateReference: Sendable {
    /// `3`, `backup 3`, `backup $b.id`. A literal is a positive whole number.
    case backup(id: Argument)
    /// `latest backup of NAME`.
    case latestBackup(of: Argument)
    /// `[group] NAME as of INSTANT`.
    case asOf(group: Argument, instant: Argument)
    /// `[group] NAME`: the group as it is now; not as the source of `restore`.
    case group(Argument)
}
