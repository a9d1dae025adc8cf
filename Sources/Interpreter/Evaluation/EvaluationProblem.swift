internal import CommandLanguage
internal import Recipients

/// What can be wrong with an expression, or with a value where another is needed: a case for each message.
enum EvaluationProblem {
    // MARK: Names

    case unknownVariable(String, nearest: String?)
    /// The statement that would have given it a value failed.
    case lostVariable(String)
    case unknownMember(String, of: [String])
    case noMembers(Value, member: String)
    /// - Parameter mayBeText: Whether the word may have been meant as a text.
    case unknownField(String, of: RowKind?, fields: [String], mayBeText: Bool)
    case notAValue(String)

    // MARK: Kinds of values

    /// The grammar needs a text with a certain meaning, or something other than a text.
    case notAText(wanted: ExpectedSyntax, found: Value)
    case unexpected(wanted: ExpectedSyntax, found: Value)
    case notACondition(Value)
    case operatorNeeds(String, [ValueKind], found: Value)
    case functionNeeds(String, [ValueKind], found: Value)
    case fieldNeedsName
    /// - Parameter field: As the source has it.
    case sumOfOthers(field: String, found: Value)
    case foldOfOthers(Fold, Value, Value)
    case functionTakesNoParts(String, found: Value)
    case emptySeparator, emptyOldText
    case notADayCount(String)
    case notWithinText(Value, variable: String)
    case operatorDoesNotTake(ArithmeticStep.Operator, Value, Value)
    case noOrder(Value, Comparison)
    case matchOfOthers(Value)
    case incomparable(Value, Value)
    case soughtAmongOthers(Value, other: ValueKind)
    case unsortable(field: String)

    // MARK: Values

    case notADate(String)
    case notANumber(String)
    /// In bytes.
    case textTooLong(limit: Int)
    case listTooLarge(limit: Int), listTooDeep(limit: Int)

    // MARK: Arithmetic

    case divisionByZero
    case numberTooLarge
    case instantOutOfRange
    case durationTooLong

    var failure: Failure {
        switch self {
        case .unknownVariable(let name, let nearest):
            Failure(
                .unknownVariable, "there is no variable \"$\(name)\"",
                help: nearest.map { "$\($0)".asSuggestion } ?? "give it a value with \"let\" first")
        case .lostVariable(let name):
            Failure(
                .unknownVariable, "\"$\(name)\" has no value: the statement that would have set it failed",
                help: "correct that statement, or give $\(name) a value with \"let\" before it")
        case .unknownMember(let name, let members):
            Failure(
                .unknownField, "there is no member \(name.quoted)",
                help: members.suggestion(for: name) ?? "the members are \(members.joined(separator: ", "))")
        case .noMembers(let value, let member):
            Failure(
                .typeMismatch, "\(value.kindDescription) has no member \(member.quoted)",
                help: "results of commands, rows and records have members; use this value as it is")
        case .unknownField(let name, let rows, let fields, let mayBeText):
            Failure(
                .unknownField,
                rows.map { "\($0.rawValue.quoted) has no field \(name.quoted) here" }
                    ?? "these rows have no field \(name.quoted)",
                help: fields.suggestion(for: name).map { mayBeText ? "\($0) texts need quotes: \(name.quoted)" : $0 }
                    ?? "the fields are \(fields.joined(separator: ", "))"
                    + (mayBeText ? "; texts need quotes: \(name.quoted)" : ""))
        case .notAValue(let word):
            Failure(.syntax, "\(word.quoted) is not a value", help: "quote a text: \(word.quoted)")
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
        case .operatorNeeds(let word, let kinds, let found):
            Failure(
                .typeMismatch, "\(word.quoted) needs \(kinds.words), found \(found.kindDescription)",
                help: word == "in"
                    ? "a list of one element is written with a comma: (…,)"
                    : "\"help expressions\" shows what operators take")
        case .functionNeeds(let name, let kinds, let found):
            Failure(
                .typeMismatch, "\(name)(…) needs \(kinds.words), found \(found.kindDescription)",
                help: "\"help expressions\" lists the functions with what they take")
        case .fieldNeedsName:
            Failure(.typeMismatch, "field(…) needs the name of a field", help: "write field(\"NAME\")")
        case .sumOfOthers(let field, let found):
            Failure(
                .typeMismatch, "sum(…) adds numbers, but \(field.quoted) is \(found.kindDescription)",
                help: found.kind == .text
                    ? "write sum(ROWS, (number(\(field))))"
                    : "name a field of numbers, or write an expression in parentheses that gives one")
        case .foldOfOthers(let fold, let one, let other):
            Failure(
                .typeMismatch,
                "\(fold.rawValue)(…) cannot compare \(one.kindDescription) with \(other.kindDescription)",
                help: Self.wayToCompare([one.kind, other.kind]))
        case .functionTakesNoParts(let name, let found):
            Failure(
                .typeMismatch, "\(name)(…) needs a value without parts, found \(found.kindDescription)",
                help: "name a member of it, such as .name or .id")
        case .emptySeparator:
            Failure(.invalidValue, "the separator is empty", help: "give the text between the parts")
        case .emptyOldText:
            Failure(.invalidValue, "the text to be replaced is empty", help: "give the text to look for")
        case .notADayCount(let value):
            Failure(.invalidValue, "\(value) is not a number of days", help: "today(-1) is yesterday")
        case .notWithinText(let value, let variable):
            Failure(
                .typeMismatch, "\(value.kindDescription) cannot be used inside a text",
                help: "name a member of it: ${\(variable).name}")
        case .operatorDoesNotTake(let operation, let left, let right):
            Failure(
                .typeMismatch,
                "\(operation.rawValue.quoted) cannot be applied to \(left.kindDescription) and \(right.kindDescription)",
                help: "\"+\" joins texts and lists; number(…), date(…) and text(…) convert values")
        case .noOrder(let value, let comparison):
            Failure(
                .typeMismatch, "\(value.kindDescription) has no order, so \(comparison.rawValue.quoted) does not apply",
                help: "only numbers, texts, instants and durations have one")
        case .matchOfOthers(let found):
            Failure(
                .typeMismatch, "\"~\" compares texts, found \(found.kindDescription)",
                help: "text(…) turns another value into one")
        case .incomparable(let left, let right):
            Failure(
                .typeMismatch, "cannot compare \(left.kindDescription) with \(right.kindDescription)",
                help: Self.wayToCompare([left.kind, right.kind]))
        case .soughtAmongOthers(let value, let other):
            Failure(
                .typeMismatch,
                "cannot look for \(value.kindDescription) in a list that contains \(other)",
                help: "number(…), date(…) and text(…) convert values")
        case .unsortable(let field):
            Failure(.typeMismatch, "rows cannot be sorted by \(field.quoted), a list", help: "sort by another field")
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
        case .durationTooLong:
            Failure(.invalidValue, "the result is too long for a duration", help: "use a smaller factor")
        }
    }

    private static func wayToText(from value: Value) -> String? {
        switch value {
        case .record(let record):
            ["name", "email", "id"].first { record[$0] != nil }
                .map { "name the member that is meant, such as \($0.quoted)" }
        case .number: "quote a number that is a name: \"\(value.plainText(in: .utc) ?? "")\""
        case .none, .bool, .text, .instant, .duration, .list, .rows: nil
        }
    }

    private static func wayToCompare(_ kinds: [ValueKind?]) -> String {
        guard kinds.contains(.text) else { return "compare values of one kind" }
        if kinds.contains(.number) { return "number(…) reads a text as a number" }
        return kinds.contains(.instant)
            ? "date(…) reads a text as an instant" : "text(…) turns a value into a text"
    }
}

extension [ValueKind] {
    /// The kinds as alternatives, in words.
    fileprivate var words: String { map(\.description).alternatives }
}
