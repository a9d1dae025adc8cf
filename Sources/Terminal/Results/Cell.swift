import CommandLanguage

/// A value as people read it in a table or a record.
struct Cell {
    /// On one line, escaped.
    let text: String
    let role: Role?

    /// - Parameters:
    ///   - column: The value's name: statuses have a colour, ids no commas.
    ///   - groupsThousands: Whether a number may have commas at all.
    init(_ value: Value, column: String, groupsThousands: Bool = true) {
        switch value {
        case .number(let number) where groupsThousands && !Self.idColumns.contains(column):
            text = NumberText.grouped(number)
        case .bool(let isTrue):
            text = isTrue ? "yes" : "no"
        default:
            text = Escaping.visible(PlainText.of(value))
        }
        role = column == "status" ? Role(status: text) : nil
    }

    /// Columns whose numbers are the names of something rather than counts.
    private static let idColumns: Set = ["id", "backup", "restored"]
}
