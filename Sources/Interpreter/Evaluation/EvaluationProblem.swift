internal import CommandLanguage
internal import Recipients

/// What only a run finds wrong with an expression, or with a value where another is needed: a case for each message.
/// `Failure.incomparable` and its neighbours are what the checker finds as well.
enum EvaluationProblem {
    // MARK: Names

    case unknownMember(String, of: [String])
    /// - Parameters:
    ///   - mayBeText: Whether the word may have been meant as a text.
    ///   - meaning: What else was probably meant.
    case unknownField(String, of: RowKind?, fields: [String], mayBeText: Bool, meaning: BareWord?)
    case notAValue(String)
    /// What `find` was given is not an address, and perhaps a part of one.
    case partOfAddress(Failure, pattern: String)

    // MARK: Kinds of values

    /// The grammar needs a text with a certain meaning, or something other than a text.
    case notAText(wanted: ExpectedSyntax, found: Value)
    case unexpected(wanted: ExpectedSyntax, found: Value)
    case notACondition(Value)
    case functionNeeds(String, [ValueKind], found: Value)
    case fieldNeedsName
    case foldOfOthers(Fold, Value, Value)
    case functionTakesNoParts(String, found: Value)

    var failure: Failure {
        switch self {
        case .unknownMember(let name, let members):
            Failure(
                .unknownField, "there is no member \(name.quoted)",
                help: members.suggestion(for: name) ?? "the members are \(members.joined(separator: ", "))")
        case .unknownField(let name, let rows, let fields, let mayBeText, let meaning):
            Failure(
                .unknownField,
                rows.map { "\($0.rawValue.quoted) has no field \(name.quoted) here" }
                    ?? "these rows have no field \(name.quoted)",
                help: meaning?.help
                    ?? fields.suggestion(for: name).map { mayBeText ? "\($0) texts need quotes: \(name.literal)" : $0 }
                    ?? "the fields are \(fields.joined(separator: ", "))"
                    + (mayBeText ? "; texts need quotes: \(name.literal)" : ""))
        case .notAValue(let word):
            Failure(.syntax, "\(word.quoted) is not a value", help: "quote a text: \(word.literal)")
        case .partOfAddress(let failure, let pattern):
            Failure(
                failure.code, failure.message, help: "for a part of an address, use a pattern: find \(pattern)",
                about: failure.subject)
        case .notAText(let wanted, let found):
            Failure(
                .typeMismatch, "expected \(wanted), found \(found.kindDescription)", help: Self.wayToText(from: found))
        case .unexpected(let wanted, let found):
            Failure(
                .typeMismatch, "expected \(wanted), found \(found.kindDescription)",
                help: "\"help expressions\" shows how values are written")
        case .notACondition(let found):
            Failure(
                .typeMismatch, "expected a condition, found \(found.kindDescription)",
                help: "a condition is true or false")
        case .functionNeeds(let name, let kinds, let found):
            Failure(
                .typeMismatch, "\(name)(…) needs \(kinds.words), found \(found.kindDescription)",
                help: "\"help expressions\" lists the functions with what they take")
        case .fieldNeedsName:
            Failure(.typeMismatch, "field(…) needs the name of a field", help: "write field(\"NAME\")")
        case .foldOfOthers(let fold, let one, let other):
            Failure(
                .typeMismatch,
                "\(fold.rawValue)(…) cannot compare \(one.kindDescription) with \(other.kindDescription)",
                help: ValueKind.conversion(of: one.kind, other.kind))
        case .functionTakesNoParts(let name, let found):
            Failure(
                .typeMismatch, "\(name)(…) needs a value without parts, found \(found.kindDescription)",
                help: "name a member of it, such as .name or .id")
        }
    }

    private static func wayToText(from value: Value) -> String? {
        switch value {
        case .record(let record):
            RowFields.namingMembers.first { record[$0] != nil }
                .map { "name the member that is meant, such as \($0.quoted)" }
        case .number: "quote a number that is a name: \"\(value.plainText(in: .utc) ?? "")\""
        case .none, .bool, .text, .instant, .duration, .list, .rows: nil
        }
    }
}

extension [ValueKind] {
    /// The kinds as alternatives, in words.
    fileprivate var words: String { map(\.description).alternatives }
}

/// What can be wrong with values of the right kind, and with what they result in: a case for each message.
enum ComputationProblem {
    // MARK: Arguments

    case emptySeparator, emptyOldText
    case notADayCount(String)
    case notADate(String)
    case notANumber(String)

    // MARK: Limits of values

    /// In bytes.
    case textTooLong(limit: Int)
    case listTooLarge(limit: Int), listTooDeep(limit: Int)

    // MARK: Arithmetic

    case divisionByZero
    case numberTooLarge
    /// The result of a calculation is outside the calendar; a written instant is so once it is in UTC.
    case instantOutOfRange, instantTooFar
    case durationTooLong

    var failure: Failure {
        switch self {
        case .emptySeparator:
            Failure(.invalidValue, "the separator is empty", help: "give the text between the parts")
        case .emptyOldText:
            Failure(.invalidValue, "the text to be replaced is empty", help: "give the text to look for")
        case .notADayCount(let value):
            Failure(.invalidValue, "\(value) is not a number of days", help: "today(-1) is yesterday")
        case .notADate(let text):
            Failure(
                .invalidValue, "\(text.quoted) is not a valid date",
                help: "dates are written 2026-01-31, 2026-01-31T10:00:00Z or 31.12.2026 10:00")
        case .notANumber(let text):
            Failure(
                .invalidValue, "\(text.quoted) is not a number",
                help: "write a number as 3 or -1.5; \"where\" can leave out missing values")
        case .textTooLong(let limit):
            Failure(
                .invalidValue, "the text would be longer than \(limit >> 20) MiB",
                help: "write rows to a file with \"to FILE\" instead")
        case .listTooLarge(let limit):
            Failure(
                .invalidValue,
                "the list would hold more than \(counted(limit, "value", "values")), or texts that are too long",
                help: "use a query with \"where\" in its place, or read the values with \"rows of FILE\"")
        case .listTooDeep(let limit):
            Failure(
                .invalidValue, "lists would be nested more than \(limit) levels deep",
                help: "join lists with \"+\", which does not nest them")
        case .divisionByZero:
            Failure(.invalidValue, "division by zero", help: "check the divisor with \"if\" first")
        case .numberTooLarge:
            Failure(.invalidValue, "the result is too large", help: "numbers go up to about 1.8e308")
        case .instantOutOfRange:
            Failure(.invalidValue, "the result is outside the years 1 to 9999", help: "use a shorter duration")
        case .instantTooFar:
            Failure(
                .invalidValue, "in UTC, this instant is outside the years 1 to 9999",
                help: "write it in UTC, with a \"Z\", or take another day")
        case .durationTooLong:
            Failure(.invalidValue, "the result is too long for a duration", help: "use a smaller factor")
        }
    }
}
