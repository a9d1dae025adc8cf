public import Recipients

/// A condition on the bytes of rows: what a query's condition is compiled to.
///
/// A missing value meets no test but `isMissing`. Whatever cannot be decided on bytes, a value that would be an error among it,
/// is `undecided`: whoever asked has another way to find out.
public indirect enum RowCondition: Sendable {
    /// It holds for every row, or for none.
    case always, never
    /// It takes more than the bytes of the row to tell.
    case undecided
    /// What one or two cells must be.
    case test(RowTest)
    /// It holds where the other does not.
    case not(RowCondition)
    /// All hold; they are asked in their order, up to the first that does not.
    case all([RowCondition])
    /// One holds; they are asked in their order, up to the first that does.
    case any([RowCondition])
}

/// What cells must be. Columns are those of segments: 0 is the address.
public enum RowTest: Sendable {
    /// There is no value.
    case isMissing(column: Int)
    /// A text; of the address, in the form in which addresses are compared.
    case text(column: Int, TextTest)
    /// The text is a number that compares so with another. Texts that are not plain numbers leave it undecided.
    case number(column: Int, Orderings, Double)
    /// An instant of the sign-up compares so with another.
    case instant(column: Int, Orderings, Instant)
    /// Two instants of the sign-up compare so.
    case instants(column: Int, Orderings, other: Int)
    /// Two texts are the same, or both missing.
    case sameTexts(column: Int, other: Int)
    /// What the instants of the sign-up make the recipient.
    case status(Set<Status>)
}

/// What a text must be. Texts are the same if they are canonically equivalent, whatever their bytes.
public enum TextTest: Sendable {
    /// It is this one.
    case equals(String)
    /// It is one of these.
    case isOneOf(Set<String>)
    /// It matches the pattern.
    case matches(Glob)
    /// It stands so to another in the order of texts.
    case collates(Orderings, String)
}

/// How something may compare with something else.
public struct Orderings: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// It comes before the other.
    public static let before = Orderings(rawValue: 1)
    /// They are equal.
    public static let equal = Orderings(rawValue: 2)
    /// It comes after the other.
    public static let behind = Orderings(rawValue: 4)

    /// Whether two values compare so.
    @inline(__always)
    func contains<Value: Comparable>(_ value: Value, to other: Value) -> Bool {
        contains(value < other ? .before : other < value ? .behind : .equal)
    }
}
