public import Account
public import CommandLanguage
public import Recipients

/// What a command did or found out: a record for programs, and for people what it presents.
public struct CommandResult: Sendable {
    /// What people see. Nothing here is laid out or coloured yet.
    public enum Presentation: Sendable {
        /// The members of the record themselves.
        case record
        /// The members of another record, which says the same in a better layout.
        case members(Record)
        /// Sentences that say what was done, a line each.
        case confirmation([String])
        /// Sentences that say what an import did, and what it took the columns of its file for.
        case imported([String], columns: [ImportResult.ColumnUse])
        /// A switch that was set.
        case setting(BackupSwitch)
        /// The settings of the account.
        case settings(SettingsInfo)
        /// Backups on the days of the retention window.
        case timeline(TimelineInfo)
        /// How one state differs from another.
        case comparison(StateComparison)
        /// A page of help, as it is written.
        case page(String)
        /// The statements typed so far, the oldest first.
        case history([String])
    }

    /// The automatic backups of the account, or of a group, as a command has switched them.
    public struct BackupSwitch: Hashable, Sendable {
        /// Whose backups; nil for those of the account.
        public let group: String?
        /// Whether they are kept from now on.
        public let isOn: Bool
        /// Whether this is only what would be.
        public let isRehearsal: Bool

        /// A switch in its new position.
        public init(group: String?, isOn: Bool, isRehearsal: Bool) {
            self.group = group
            self.isOn = isOn
            self.isRehearsal = isRehearsal
        }
    }

    /// The result's members; the first one is `command`, and the table of commands announces the others.
    public internal(set) var record: Record
    /// The same for people.
    public let presentation: Presentation
    /// Whether the command was run for what it shows, rather than for what it does: an answer is shown even where
    /// confirmations are not wanted.
    public let isAnswer: Bool
    /// What is probably not meant so.
    public let warnings: [String]
    /// What people should know besides.
    public let notes: [String]
    /// What the command found wrong; the result holds anyway.
    public let failure: Failure?

    /// A result, which is shown as the record that it is unless it presents something else.
    public init(
        _ record: Record,
        _ presentation: Presentation = .record,
        isAnswer: Bool = false,
        warnings: [String] = [],
        notes: [String] = [],
        failure: Failure? = nil
    ) {
        self.record = record
        self.presentation = presentation
        self.isAnswer = isAnswer
        self.warnings = warnings
        self.notes = notes
        self.failure = failure
    }
}
