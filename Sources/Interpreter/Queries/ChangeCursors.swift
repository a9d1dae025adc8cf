public import Account
public import CommandLanguage
internal import Recipients

extension Evaluator {
    /// The rows of `changes of backup`.
    func changes(of reference: StateReference) throws(Diagnostic) -> any QueryCursor {
        let backup = try backup(of: reference)
        return ChangeCursor(try at(reference.range, statementScope.open().changes(of: backup)))
    }

    /// The rows of `changes of recipient`.
    func history(of email: Argument, in group: Argument?) throws(Diagnostic) -> any QueryCursor {
        let address = try text(of: email, .slot(.email))
        var name: String?
        if let group { name = try groupName(of: group) }
        let entries: [HistoryEntry]
        do {
            entries = try statementScope.open().history(of: address, in: name)
        } catch {
            let range = error.subject == .group ? group?.range : nil
            throw Diagnostic(error, in: source, at: range ?? email.range)
        }
        return ListCursor(RowFields.of(.recipientChanges).names, entries.flatMap(\.rows)) { $0 }
    }
}

/// Iterates over the changes in a comparison, with one row for each field.
private final class ChangeCursor: QueryCursor {
    let columns = RecipientChange.fieldColumns
    private let changes: AnyIterator<RecipientChange>
    /// The remaining rows of the current change, in reverse order.
    private var pending: [[Value]] = []
    private var current: [Value] = []

    init(_ comparison: StateComparison) {
        changes = comparison.makeIterator()
    }

    func advance() throws(Failure) -> Bool {
        while pending.isEmpty {
            guard let change = changes.next() else { return false }
            pending = change.fieldRows.reversed()
        }
        current = pending.removeLast()
        return true
    }

    subscript(column: Int) -> Value { current[column] }
}

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

extension HistoryEntry {
    /// A row for each field that changed.
    var rows: [[Value]] {
        change.fieldRows.map { row in
            [
                .instant(at), .text(group), .text(action), backup.map(Value.count) ?? .none, .optional(file),
                .optional(user),
            ] + row.dropFirst()
        }
    }
}
