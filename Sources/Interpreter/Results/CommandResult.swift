public import Account
public import CommandLanguage
public import Recipients

/// What a command did or found out: a record for programs, and a presentation for people.
public struct CommandResult: Sendable {
    /// What people see, before layout and colours.
    public enum Presentation: Sendable {
        /// The members of the record themselves.
        case record
        /// The members of another record, which says the same in a better layout.
        case members(Record)
        /// Sentences that say what was done, one line each.
        case confirmation([String])
        /// Sentences that say what an import did, and the fields to which it assigned the columns of its file.
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
        case page([PagePart])
        /// The statements typed so far, the oldest first.
        case history([String])
    }

    /// Lines of a page of help, or a paragraph.
    public struct PagePart: Hashable, Sendable {
        /// The lines, joined by line ends; of a paragraph, its words.
        public let text: String
        /// Whether they are a heading and examples, each on one line that people copy.
        public let holdsExamples: Bool
        /// How many spaces stand before each line of a paragraph, which is still to be wrapped; nil for lines.
        public let indentation: Int?

        /// Lines below one another.
        public init(_ text: String, holdsExamples: Bool = false) {
            self.text = text
            self.holdsExamples = holdsExamples
            indentation = nil
        }

        /// - Parameters:
        ///   - paragraph: The words of a paragraph.
        ///   - indentation: How many spaces stand before each of its lines.
        public init(paragraph: String, indentation: Int) {
            text = paragraph
            holdsExamples = false
            self.indentation = indentation
        }
    }

    /// The new position of a switch: whether automatic backups of the account or of a group are on.
    public struct BackupSwitch: Hashable, Sendable {
        /// The group; nil for the whole account.
        public let group: String?
        /// Whether backups are kept from now on.
        public let isOn: Bool
        /// Whether this only says what would happen.
        public let isRehearsal: Bool

        /// A switch in its new position.
        public init(group: String?, isOn: Bool, isRehearsal: Bool) {
            self.group = group
            self.isOn = isOn
            self.isRehearsal = isRehearsal
        }
    }

    /// The members of the result: `command` first, then those that the table of commands lists.
    public internal(set) var record: Record
    /// The result for people.
    public let presentation: Presentation
    /// Whether the command was run for what it shows, not for what it does: an answer is shown even where confirmations
    /// are not wanted.
    public let isAnswer: Bool
    /// What was probably not intended.
    public struct Warning: Hashable, Sendable {
        /// One sentence.
        public let message: String
        /// The code of the remark that it comes from; nil if it comes from none.
        public let code: String?

        /// A warning.
        public init(_ message: String, code: String? = nil) {
            self.message = message
            self.code = code
        }
    }

    /// What was probably not intended.
    public let warnings: [Warning]
    /// What else people should know.
    public let notes: [String]
    /// A failure that the command found; the rest of the result is still valid.
    public let failure: Failure?

    /// A result. Without a presentation, people see the record.
    public init(
        _ record: Record,
        _ presentation: Presentation = .record,
        isAnswer: Bool = false,
        warnings: [Warning] = [],
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
