/// An option as a statement gives it.
public struct OptionUse: Sendable {
    /// What follows the option's name; a flag has `none`.
    public enum Value: Sendable {
        /// An option that takes no value.
        case flag
        /// A literal value fits the option; one that takes a run to know is checked by `CommandOption.value(from:)`.
        case argument(Argument)
        /// `COLUMN=FIELD`, or `COLUMN=` with nil.
        case mapping(column: Argument, field: Argument?)
        /// `a, b, "Kd Nr"`, or one variable that holds a list.
        case names([Argument])
    }

    /// Which option it is.
    public let option: OptionName
    /// What follows it.
    public let value: Value
    /// Where both stand.
    public let range: SourceRange

    /// The value of an option that takes one.
    public var argument: Argument? {
        if case .argument(let argument) = value { argument } else { nil }
    }
}
