internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func compare() throws(Diagnostic) -> CommandResult {
        guard let left = call.reference(.left), let right = call.reference(.right) else { throw unavailable() }
        let first = try evaluator.recipientSource(left)
        let second = try evaluator.recipientSource(right)
        let comparison = try placing(account.compare(first, with: second))
        let counts = comparison.counts
        let changes = Rows(columns: ["email", "change", "fields"], count: counts.differing) {
            AnySequence(comparison.lazy.map(\.row))
        }
        let record = Record(
            command: call.verb,
            [
                "added": .count(counts.added), "removed": .count(counts.removed), "changed": .count(counts.changed),
                "unchanged": .count(counts.unchanged),
                "changes": .rows(changes),
            ])
        return commandResult(record, .comparison(comparison))
    }
}

extension RecipientChange {
    /// `email`, `change`, and the fields that differ, each with its value before and after.
    fileprivate var row: [Value] {
        let contents = Record(
            columns: fields.map(\.field), values: fields.map { .list([$0.before.value, $0.after.value]) })
        return [.text(email), .text(kind.rawValue), .record(contents)]
    }
}

extension FieldContent? {
    fileprivate var value: Value {
        switch self {
        case .text(let text): .text(text)
        case .instant(let instant): .instant(instant)
        case nil: .none
        }
    }
}
