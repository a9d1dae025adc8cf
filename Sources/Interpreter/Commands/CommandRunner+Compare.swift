internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func compare() throws(Diagnostic) -> CommandResult {
        let first = try evaluator.recipientSource(call.requiredReference(.left))
        let second = try evaluator.recipientSource(call.requiredReference(.right))
        let condition = condition()
        if let condition {
            let (before, after) = try placing(
                (about(.firstState, account.fieldNames(of: first)), about(.secondState, account.fieldNames(of: second)))
            )
            try condition.resolve(StateComparison.fields(before, after))
        }
        var comparison = try placing(account.compare(first, with: second, where: condition?.holds))
        if let limit = call[.rowCount] { comparison.limit = try evaluator.limit(of: limit) }
        let counts = comparison.counts
        let listed = comparison
        let changes = Rows(columns: ["email", "change", "fields"], count: listed.shown) {
            AnySequence(listed.lazy.map(\.row))
        }
        let remarks = comparison.groups.map { groups in
            "the states belong to two groups, \(groups.first.quoted) and \(groups.second.quoted): fields are compared by name"
        }
        let record = Record(
            command: call.verb,
            [
                "added": .count(counts.added), "removed": .count(counts.removed), "changed": .count(counts.changed),
                "unchanged": .count(counts.unchanged),
                "fields": .rows(
                    Rows(
                        columns: ["field", "changed"],
                        rows: comparison.fields.map { [.text($0.field), .count($0.changed)] })),
                "changes": .rows(changes),
                "remarks": .rows(Rows(remarks: .differentGroups, remarks.map { [$0] } ?? [])),
            ])
        return commandResult(record, .comparison(comparison), notes: remarks.map { [$0] } ?? [])
    }
}

extension RecipientChange {
    /// `email`, `change`, and the fields that differ, each with its value before and after.
    fileprivate var row: [Value] {
        let contents = Record(
            columns: fields.map(\.field), values: fields.map { .list([.optional($0.before), .optional($0.after)]) })
        return [.text(email), .text(kind.rawValue), .record(contents)]
    }
}
