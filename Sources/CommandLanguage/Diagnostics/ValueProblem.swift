public import Recipients

/// Why a value of the right kind is still not valid where it is used. The parser finds this in literals, the
/// interpreter in values that are known only at run time.
public enum ValueProblem: Error, Hashable {
    /// It is not an id, counted from 1; not a number of rows, counted from 0.
    case notAnID(Value), notARowCount(Value)
    /// It is a number greater than any id.
    case noSuchBackup(Value)
    /// It cannot be read as an instant; as a duration.
    case notAnInstant(String), notADuration(String)
    /// The duration is too long to be represented.
    case durationTooLong(String)
    /// It is neither one character nor the name of a delimiter.
    case notADelimiter(String)
    /// It is none of the words that an option takes.
    case notAChoice(String, of: [String], for: OptionName)
    /// The name of the file for an option is empty.
    case emptyFileName(OptionName)

    /// The problem in words.
    public var failure: Failure { Failure(code, message, help: help) }

    private var code: ErrorCode {
        if case .noSuchBackup = self { .unknownBackup } else { .invalidValue }
    }

    private var message: String {
        switch self {
        case .notAnID(let value): "\(value.abbreviated) is not a backup's id"
        case .noSuchBackup(.number(let number)): "there is no backup \(NumberText.digits(number).abbreviated)"
        case .noSuchBackup(let value):
            "there is no backup \(value.plainText(in: .utc)?.abbreviated ?? value.shown(in: .utc))"
        case .notARowCount(let value): "\(value.abbreviated) is not a number of rows"
        case .notAnInstant(let text): "\(text.abbreviated.quoted) is not a valid instant"
        case .notADuration(let text): "\(text.abbreviated.quoted) is not a valid duration"
        case .durationTooLong(let text): "\(text.abbreviated.quoted) is too long for a duration"
        case .notADelimiter(let text): "\(text.quoted) is not a valid delimiter"
        case .notAChoice(let text, let choices, let option):
            "--\(option.rawValue) takes \(choices.alternatives), not \(text.quoted)"
        case .emptyFileName(let option): "the file name after --\(option.rawValue) is empty"
        }
    }

    static let helpOnDurations = "write 90s, 45m, 12h, 31d or 2w, or 31 days"

    private var help: String? {
        switch self {
        case .noSuchBackup: "\"backups\" lists them"
        case .notAnID: "an id is a whole number from 1; \"backups\" lists them"
        case .notARowCount: "write a whole number from 0"
        case .notAnInstant(let text) where text.paddedDate != nil: "write \(text.paddedDate ?? "")"
        case .notAnInstant(let text) where Lookalike.ofInstant(text) == "now()": "write (now())"
        case .notAnInstant(let text) where Lookalike.ofInstant(text) != nil:
            "write (\(Lookalike.ofInstant(text) ?? "")) for its beginning, (\(Lookalike.ofInstant(text) ?? "") + 15h) for 3 pm"
        case .notAnInstant(let text) where Lookalike.isTimeOfDay(text):
            "write the day as well: \"2026-01-31 15:00\", or (today() + 15h)"
        case .notAnInstant(let text) where text.contains("/"): "write 2026-01-31 or 31.01.2026"
        case .notAnInstant: "write 2026-01-31, 2026-01-31T10:00 or 2026-01-31T10:00:00Z"
        case .notADuration: Self.helpOnDurations
        case .notADelimiter: "give one character, or \(Delimiter.names.alternatives)"
        case .notAChoice(let text, let choices, _): choices.suggestion(for: text)
        case .durationTooLong: "use a shorter one, such as 31d"
        case .emptyFileName(let option): "name a file: --\(option.rawValue) bad-rows.csv"
        }
    }
}

extension String {
    /// A date with one-digit months or days, rewritten with two digits; nil for anything else.
    fileprivate var paddedDate: String? {
        let date = prefix { !"Tt ".contains($0) }
        let parts = date.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1...].contains(where: { $0.count == 1 }) else { return nil }
        let padded = parts.map { $0.count == 1 ? "0\($0)" : String($0) }.joined(separator: "-") + dropFirst(date.count)
        return WrittenInstant(padded) == nil ? nil : padded
    }
}

extension Value {
    /// The value as `shown(in:)`, with a long text shortened. Never an instant: the account's zone is not known here.
    fileprivate var abbreviated: String {
        if case .text(let text) = self { text.abbreviated.quoted } else { shown(in: .utc) }
    }
}
