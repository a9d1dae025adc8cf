/// The kinds of values. The missing value is of no kind.
public enum ValueKind: Hashable, Sendable, CustomStringConvertible {
    /// What values of it are is what `Value` says of its case of the same name.
    case bool, number, text, instant, duration, list, record, rows

    /// A value of the kind, in a sentence.
    public var description: String {
        switch self {
        case .bool: "true or false"
        case .number: "a number"
        case .text: "a text"
        case .instant: "an instant"
        case .duration: "a duration"
        case .list: "a list"
        case .record: "a record"
        case .rows: "rows"
        }
    }
}

extension Value {
    /// What kind of value this is; nil for the missing one.
    public var kind: ValueKind? {
        switch self {
        case .none: nil
        case .bool: .bool
        case .number: .number
        case .text: .text
        case .instant: .instant
        case .duration: .duration
        case .list: .list
        case .record: .record
        case .rows: .rows
        }
    }
}
