public import Recipients

/// An expression and its place.
///
/// Chains of operators of one precedence are flat (`all`, `any`, `arithmetic`), so the tree is no deeper than the
/// nesting in the source, which the parser limits: walking it by recursion is safe.
public struct Expression: Sendable {
    /// The forms of expressions; each holds its parts.
    public indirect enum Kind: Sendable {
        /// `none`, the missing value.
        case none
        /// `true` or `false`.
        case bool(Bool)
        /// A number; there is only one kind.
        case number(Double)
        /// A string, with the variables interpolated in it.
        case text([StringPart])
        /// A point in time.
        case instant(WrittenInstant)
        /// A length of time.
        case duration(TimeSpan)
        /// `(a, b)` or `(a,)`.
        case list([Expression])
        /// `$name` or `$name.member`.
        case variable(Variable)
        /// A member of a call or of a value in parentheses: `(group N).recipients`.
        case member(Expression, Name)
        /// A field of the row; only within a condition.
        case field(Name)
        /// `not …`, of a boolean.
        case not(Expression)
        /// `-…`, of a number or a duration.
        case minus(Expression)
        /// `a and b and …`: two or more.
        case all([Expression])
        /// `a or b or …`: two or more.
        case any([Expression])
        /// A comparison of two sides; comparisons cannot be chained.
        case comparison(Expression, Comparison, Expression)
        /// `a + b - …` or `a * b / …`, evaluated from left to right; at least one step.
        case arithmetic(Expression, [ArithmeticStep])
        /// A function and its arguments.
        case call(Function, [Expression])
        /// `sum(q, FIELD)`; or an expression in parentheses in place of the field, for each row.
        case fold(Fold, Expression, Expression)
        /// `(group N)`, `(backup 3)`, `(recipient E of group N)`.
        case record(RecordReference)
        /// A query where rows are expected, as in `count(groups)`.
        case query(Query)
    }

    /// Which form it is, with its parts.
    public let kind: Kind
    /// Where it is.
    public let range: SourceRange

    /// An expression at its place.
    public init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

/// One operator and its right operand in a chain of arithmetic.
public struct ArithmeticStep: Sendable {
    /// The four operators, of two precedences.
    public enum Operator: String, Sendable {
        /// Also of an instant and a duration.
        case add = "+"
        /// Also of two instants.
        case subtract = "-"
        /// Also of a duration and a number.
        case multiply = "*"
        /// Also of two durations.
        case divide = "/"
    }

    /// The operator between what is before and this operand.
    public let `operator`: Operator
    /// The right side.
    public let operand: Expression
}

/// The operators that compare; `=` and `==` are the same.
public enum Comparison: String, Sendable {
    /// `=` or `==`; `none = none` is true.
    case equal = "="
    /// `!=`.
    case notEqual = "!="
    /// `<`, of numbers, texts, instants or durations.
    case less = "<"
    /// `<=`.
    case lessOrEqual = "<="
    /// `>`.
    case greater = ">"
    /// `>=`.
    case greaterOrEqual = ">="
    /// The left text matches the glob on the right, without regard to case.
    case matches = "~"
    /// `!~`: the glob does not match.
    case doesNotMatch = "!~"
    /// The left value is an element of the list on the right, or in the first column of the rows there.
    case isIn = "in"
    /// `not in`: no element is equal.
    case isNotIn = "not in"

    /// The comparison that says the same with its sides exchanged; itself if it has none.
    public var mirrored: Comparison {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: self
        }
    }

    /// Whether it looks for a value among several.
    public var isMembership: Bool { self == .isIn || self == .isNotIn }

    /// Whether it asks for equal values, of one or of several.
    var isEquality: Bool { self == .equal || self == .notEqual || isMembership }

    /// Whether there is a glob on its right.
    var isPattern: Bool { self == .matches || self == .doesNotMatch }
}

/// The functions that take rows and an expression for each row.
public enum Fold: String, CaseIterable, Sendable {
    /// By their names in the reference.
    case sum, min, max
}

/// The functions of expressions, except those of `Fold`, which have a node of their own.
public enum Function: String, CaseIterable, Sendable {
    /// By their names in the reference.
    case count, exists, first, last, now, today, day, date, number, text, lower, upper, trim, length, replace, split,
        join
    case `default`
    /// A field whose name is not known before the run: `field("$name")`. A literal name is a `field` node instead.
    case field

    /// The names of all functions, including those of `Fold`.
    public static let names = allCases.map(\.rawValue) + Fold.allCases.map(\.rawValue)

    /// How many arguments it takes.
    var arity: ClosedRange<Int> {
        switch self {
        case .now: 0...0
        case .today: 0...1
        case .split, .join, .default: 2...2
        case .replace: 3...3
        default: 1...1
        }
    }

    /// The call as usage texts show it.
    var usage: String {
        switch self {
        case .now: "now()"
        case .today: "today(), or today(-1) for yesterday"
        case .split: "split(text, separator)"
        case .join: "join(list, separator)"
        case .default: "default(value, fallback)"
        case .replace: "replace(text, old, new)"
        default: "\(rawValue)(…)"
        }
    }

    /// Whether a name is that of a function that takes rows.
    public static func takesRows(_ name: String) -> Bool {
        ["count", "exists", "first", "last"].contains(name) || Fold(rawValue: name) != nil
    }
}

/// A record in parentheses.
public enum RecordReference: Sendable {
    /// `(group NAME)`.
    case group(Argument)
    /// `(backup 3)` or `(latest backup of NAME)`: the state is `backup(id:)` or `latestBackup(of:)`.
    case backup(StateReference)
    /// `(recipient EMAIL of group NAME)`.
    case recipient(email: Argument, group: Argument)
}
