import CommandLanguage
import Recipients

/// A value as people see it in a table or a record.
struct CellText {
    /// The text, on one line and escaped.
    let text: String
    let role: Role?

    /// - Parameters:
    ///   - column: The name of the value: statuses have a colour, ids have no thousands separators.
    ///   - groupsThousands: Whether a number may have thousands separators at all.
    ///   - display: How instants are shown, and in which form.
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

    /// The colour of statuses, and of settings that are on or off.
    private static func role(of value: Value, _ column: String) -> Role? {
        switch (column, value) {
        case ("status", .text(let status)): Status(rawValue: status).map { Role($0) }
        case ("backup", .bool(let isOn)), ("account backup", .bool(let isOn)): isOn ? .good : .warning
        default: nil
        }
    }

    /// Columns whose numbers identify something rather than count it.
    private static let idColumns = ["id", "backup", "restored"]
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
