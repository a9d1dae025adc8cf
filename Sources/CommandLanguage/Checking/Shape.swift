/// What is known of the value of an expression before a run.
enum Shape: Hashable {
    /// It takes a run to know.
    case unknown
    /// It is `none`.
    case missing
    case bool, number, text, instant, duration, list
    /// A row or the result of a command.
    case record(RowFields)
    case rows(RowFields)

    init(_ type: RowFields.FieldType) {
        switch type {
        case .text: self = .text
        case .number: self = .number
        case .bool: self = .bool
        case .instant: self = .instant
        case .list: self = .list
        case .record(let fields): self = .record(fields)
        case .rows(let fields): self = .rows(fields)
        }
    }

    /// A value of a kind. Which members one of several parts has takes a run to know.
    init(_ kind: ValueKind) {
        switch kind {
        case .bool: self = .bool
        case .number: self = .number
        case .text: self = .text
        case .instant: self = .instant
        case .duration: self = .duration
        case .list: self = .list
        case .record, .rows: self = .unknown
        }
    }

    /// The kind of the value; nil for what takes a run to know, and for the missing value.
    var kind: ValueKind? {
        switch self {
        case .unknown, .missing: nil
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

    /// Whether values of the two kinds can be compared; true if a kind is unknown.
    func isComparable(with other: Shape) -> Bool {
        guard let kind, let otherKind = other.kind else { return true }
        return kind == otherKind
    }

    /// Whether values of the kind have an order; true if the kind is unknown.
    var hasOrder: Bool { [.unknown, .missing, .number, .text, .instant, .duration].contains(self) }

    /// Whether the value has members, so that it cannot be written as a text.
    var hasParts: Bool {
        switch self {
        case .record, .rows: true
        default: false
        }
    }

    var isRows: Bool {
        if case .rows = self { true } else { false }
    }
}
