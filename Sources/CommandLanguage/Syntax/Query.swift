/// A query: whose rows, which of them, in what order and how many.
public struct Query: Sendable {
    /// Whose rows are wanted.
    public let rows: RowSource
    /// `where`: true for the rows to be kept.
    public internal(set) var condition: Expression?
    /// `count by`: the fields whose values are counted; empty if there is no such clause.
    public internal(set) var counted: [Name] = []
    /// `sort by`: the order; empty for the usual order of that kind of rows.
    public internal(set) var keys: [Key] = []
    /// `limit`: a literal is a whole number, 0 or more; any other value is known only at run time.
    public internal(set) var limit: Argument?
    /// `show`: the columns, in order; empty for all.
    public internal(set) var shown: [Name] = []
    /// `to`: the file to which the rows are written instead of being shown.
    public internal(set) var output: Argument?
    /// How a file is read or written.
    public internal(set) var options: [OptionUse] = []
    /// Where the query is.
    public internal(set) var range: SourceRange

    init(rows: RowSource, range: SourceRange) {
        self.rows = rows
        self.range = range
    }

    /// `FIELD [asc|desc]`, or an expression over the row in place of the field.
    public struct Key: Sendable {
        /// The field, which the checker looks up where it can, or the expression.
        public let value: Expression
        /// Whether `desc` was given.
        public let isDescending: Bool
    }

    /// The column of `count by` that holds the number of rows.
    static let countColumn = "count"

    /// The names of the columns of `count by`: the fields counted by, then `count`. A field of that name becomes
    /// `count_2`.
    public static func columns(counting names: [String]) -> [String] {
        var taken = Set(names.map { $0.lowercased() })
        let renamed = names.map { name in
            guard name.lowercased() == countColumn else { return name }
            var number = 2
            while !taken.insert("\(countColumn)_\(number)").inserted { number += 1 }
            return "\(countColumn)_\(number)"
        }
        return renamed + [countColumn]
    }
}

/// Where a query's rows come from.
public enum RowSource: Sendable {
    /// The groups that exist.
    case groups
    /// The groups that were deleted and still have backups.
    case deletedGroups
    /// The backups of one group, or of all of them.
    case backups(of: Argument?)
    /// The recipients of a state.
    case recipients(of: StateReference)
    /// What a change did: the one that the backup was made for, as `backup(id:)` or `latestBackup(of:)`.
    case backupChanges(of: StateReference)
    /// The changes of one recipient, in one group or in all.
    case recipientChanges(email: Argument, group: Argument?)
    /// Where an address, or each address that matches a glob, is or was.
    case find(Argument)
    /// The fields of one group.
    case fields(of: Argument)
    /// The activity of the recipients of one group.
    case activity(of: Argument)
    /// What has happened in the account.
    case log
    /// The rows of a file or a here-document.
    case rows(of: Argument)

    /// The kind of the rows, wherever they come from.
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
    /// By the names with which queries begin; `RowFields` says what each holds.
    case groups
    case deletedGroups = "deleted groups"
    case backups, recipients
    case backupChanges = "changes of backup"
    case recipientChanges = "changes of recipient"
    case find, rows, fields, activity, log

    /// The first word of a query for these rows.
    var firstWord: String { String(rawValue.prefix { $0 != " " }) }

    /// Whether its first word alone is a query.
    var isComplete: Bool { [.groups, .backups, .log].contains(self) }

    /// The first words of queries, each once.
    public static let firstWords: [String] = {
        var seen: Set<String> = []
        return allCases.map(\.firstWord).filter { seen.insert($0).inserted }
    }()

    /// The first kind whose queries begin with a word, given in lower case; nil if there is none.
    init?(firstWord word: String) {
        guard let kind = Self.allCases.first(where: { $0.firstWord == word }) else { return nil }
        self = kind
    }
}

/// A state of a group: one of its backups, or the group at a time.
public enum StateReference: Sendable {
    /// `3`, `backup 3`, `backup $b.id`. A literal is a whole number, 1 or more.
    case backup(id: Argument)
    /// `latest backup of NAME`.
    case latestBackup(of: Argument)
    /// `[group] NAME as of INSTANT`.
    case asOf(group: Argument, instant: Argument)
    /// `[group] NAME`: the group as it is now. `restore` does not take this.
    case group(Argument)
}
