public import Recipients

/// An expression and where it stands.
///
/// Chains of one precedence are flat (`all`, `any`, `arithmetic`), so the tree is no deeper than the parentheses in
/// the source, which the parser limits: walking it by recursion is safe.
public struct Expression: Sendable {
    public indirect enum Kind: Sendable {
        /// `none`, the missing value.
        case none
        case bool(Bool)
        case number(Double)
        case text([StringPart])
        case instant(Instant)
        case duration(TimeSpan)
        case list([Expression])
        case variable(Variable)
        /// A member of what stands in parentheses or a call: `(group N).recipients`.
        case member(Expression, Name)
        /// A field of the row, within a condition only.
        case field(Name)
        case not(Expression)
        case minus(Expression)
        /// `a and b and …`: two or more.
        case all([Expression])
        /// `a or b or …`: two or more.
        case any([Expression])
        case comparison(Expression, Comparison, Expression)
        /// `a + b - …` or `a * b / …`, worked out from left to right; at least one step.
        case arithmetic(Expression, [ArithmeticStep])
        case call(Function, [Expression])
        /// `sum(q, FIELD)`.
        case sum(Expression, Name)
        /// `(group N)`, `(backup 3)`, `(recipient E of group N)`.
        case record(RecordReference)
        case query(Query)
    }

    public let kind: Kind
    public let range: SourceRange

    public init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

/// One operator and its right operand in a chain of arithmetic.
public struct ArithmeticStep: Sendable {
    public enum Operator: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
    }

    public let `operator`: Operator
    public let operand: Expression
}

/// The operators that compare; `=` and `==` are the same.
public enum Comparison: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// The left text matches the right glob, without regard to case.
    case matches = "~"
    case doesNotMatch = "!~"
    /// The left value is in the right list, or in the first column of the right rows.
    case isIn = "in"
    case isNotIn = "not in"
}

/// The functions of expressions, except `sum`, which has a node of its own.
public enum Function: String, CaseIterable, Sendable {
    case count, exists, first, last, now, lower, upper, date, number
    /// A field whose name is not known before the run: `field("$name")`. A literal name is a `field` node instead.
    case field

    /// Whether a name is that of a function which takes rows.
    static func takesRows(_ name: String) -> Bool {
        ["count", "exists", "first", "last", "sum"].contains(name)
    }
}

/// A record that stands in parentheses.
public enum RecordReference: Sendable {
    case group(Argument)
    /// `backup(id:)` or `latestBackup(of:)`.
    case backup(StateReference)
    case recipient(email: Argument, group: Argument)
}
