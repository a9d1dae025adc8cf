/// What the text of a script shows about the value of an expression.
enum Shape: Hashable {
    /// It takes a run to know.
    case unknown
    case bool, number, text, instant, duration, list
    /// A row of a kind.
    case record(RowKind)
    case rows(RowKind)

    init(_ type: RowFields.FieldType) {
        switch type {
        case .text: self = .text
        case .number: self = .number
        case .bool: self = .bool
        case .instant: self = .instant
        case .list: self = .list
        }
    }

    /// The value in a sentence; nil for what takes a run to know.
    var description: String? {
        switch self {
        case .unknown: nil
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
