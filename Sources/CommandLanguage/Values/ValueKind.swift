/// The kinds of values. The missing value has no kind.
public enum ValueKind: Hashable, Sendable, CustomStringConvertible {
    /// Each is described at the case of `Value` with the same name.
    case bool, number, text, instant, duration, list, record, rows

    /// The kind as a sentence names it.
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
    /// The kind of this value; nil for the missing value.
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
