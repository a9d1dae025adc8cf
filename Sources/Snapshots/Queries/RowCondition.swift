public import Recipients

/// A condition on the bytes of rows; the conditions of queries are compiled to it.
///
/// A missing value meets no test but `isMissing`. Whatever cannot be decided on bytes, including a value that would be
/// an error, is `undecided`: the caller has another way to find out.
public indirect enum RowCondition: Sendable {
    /// It holds for every row, or for none.
    case always, never
    /// The bytes of the row are not enough to decide.
    case undecided
    /// A test of one or two cells.
    case test(RowTest)
    /// It holds where the other does not.
    case not(RowCondition)
    /// All hold; they are tried in order, up to the first that does not.
    case all([RowCondition])
    /// At least one holds; they are tried in order, up to the first that does.
    case any([RowCondition])
}

/// A test of cells. Columns are those of segments: 0 is the address.
public enum RowTest: Sendable {
    /// There is no value.
    case isMissing(column: Int)
    /// A text; for the address, in the form in which addresses are compared.
    case text(column: Int, TextTest)
    /// The text is a number with one of these orderings to another number. Texts that are not plain numbers leave it
    /// undecided.
    case number(column: Int, Orderings, Double)
    /// An instant of the sign-up has one of these orderings to another instant.
    case instant(column: Int, Orderings, Instant)
    /// Two instants of the sign-up have one of these orderings.
    case instants(column: Int, Orderings, other: Int)
    /// Two texts are the same, or both are missing.
    case sameTexts(column: Int, other: Int)
    /// The status, which follows from the instants of the sign-up, is one of these.
    case status(Set<Status>)
}

/// A test of a text. Texts are the same if they are canonically equivalent, whatever their bytes.
public enum TextTest: Sendable {
    /// It is this text.
    case equals(String)
    /// It is one of these texts.
    case isOneOf(Set<String>)
    /// It matches the pattern.
    case matches(Glob)
    /// It has one of these orderings to another text: in the order of texts, or, for addresses, of their bytes.
    case collates(Orderings, String)
}

/// How one value may compare with another: a set of possibilities.
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

    /// Whether two values have one of these orderings.
    @inline(__always)
    func contains<Value: Comparable>(_ value: Value, to other: Value) -> Bool {
        contains(value < other ? .before : other < value ? .behind : .equal)
    }
}
