internal import Account
internal import CommandLanguage
internal import Recipients

/// Presents recipients as rows: each one passed to `show(_:)` becomes the current row.
final class RecipientCells: CurrentRow {
    let columns: [String]
    private var current: Recipient?

    private static let fixed = RowFields.of(.recipients).names

    init(fields: [String]) {
        columns = Self.columns(fields: fields)
    }

    static func columns(fields: [String]) -> [String] { fixed + fields }

    func show(_ recipient: Recipient) {
        current = recipient
    }

    subscript(column: Int) -> Value {
        guard let current else { return .none }
        switch column {
        case 0: return .text(current.email)
        case 1: return .text(current.status.rawValue)
        case 2: return .optional(current.signUp.registered)
        case 3: return .optional(current.signUp.activated)
        case 4: return .optional(current.signUp.deactivated)
        case 5: return .optional(current.source)
        default: return .optional(current.values[column - Self.fixed.count])
        }
    }
}

extension Record {
    /// The row of a recipient.
    init(_ recipient: Recipient, fields: [String]) {
        let cells = RecipientCells(fields: fields)
        cells.show(recipient)
        self.init(columns: cells.columns, values: cells.row)
    }
}
