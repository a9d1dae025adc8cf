public import CommandLanguage

/// Counts and ids in expected rows.
extension Value: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) {
        self = .count(value)
    }
}
