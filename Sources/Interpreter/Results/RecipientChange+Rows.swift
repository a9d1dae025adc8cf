public import Account
public import CommandLanguage

extension RecipientChange {
    /// The columns of `fieldRows`.
    public static let fieldColumns = RowFields.of(.backupChanges).names

    /// A row for each field that has changed; for somebody who was added or removed, one row without a field.
    public var fieldRows: [[Value]] {
        let who: [Value] = [.text(email), .text(kind.rawValue)]
        guard kind == .changed else { return [who + [.none, .none, .none]] }
        return fields.map { who + [.text($0.field), .optional($0.before), .optional($0.after)] }
    }
}
