import CommandLanguage
import Recipients

/// A value as people read it in a table or a record.
struct CellText {
    /// On one line, escaped.
    let text: String
    let role: Role?

    /// - Parameters:
    ///   - column: The value's name: statuses have a colour, ids no commas.
    ///   - groupsThousands: Whether a number may have commas at all.
    ///   - display: How instants are told, and in which form.
    init(
        _ value: Value,
        column: String,
        groupsThousands: Bool = true,
        display: TimeDisplay,
        times: TimeForm? = nil
    ) {
        switch value {
        case .number(let number) where groupsThousands && !Self.idColumns.contains(column):
            text = NumberText.grouped(number)
        case .bool(let isTrue):
            text = isTrue ? "yes" : "no"
        case .instant(let instant):
            text =
                times.map { display.text(instant, column: column, as: $0) } ?? display.text(instant, column: column)
        default:
            text = PlainText.of(value, in: display.zone).visible()
        }
        role = Self.role(of: value, column)
    }

    /// Statuses, and settings that are on or off, have a colour.
    private static func role(of value: Value, _ column: String) -> Role? {
        switch (column, value) {
        case ("status", .text(let status)): Status(rawValue: status).map { Role($0) }
        case ("backup", .bool(let isOn)), ("account_backup", .bool(let isOn)): isOn ? .good : .warning
        default: nil
        }
    }

    /// Columns whose numbers are the names of something rather than counts.
    private static let idColumns: Set = ["id", "backup", "restored"]
}

extension Role {
    /// The role of a recipient's status.
    fileprivate init(_ status: Status) {
        switch status {
        case .active: self = .good
        case .unsubscribed: self = .warning
        case .inactive: self = .dim
        }
    }
}
