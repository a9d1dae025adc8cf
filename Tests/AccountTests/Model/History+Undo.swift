import Recipients

@testable import Account

extension History {
    mutating func undo() throws {
        var choices = NaiveAccount.UndoChoices()
        var request = UndoRequest(.newest)
        var words = ""
        if chance(20) {
            let condition = condition()
            choices.includes = condition.naive
            request.filter = condition.real
            words += " where \(condition)"
        }
        if chance(15) {
            let signUp = NaiveAccount.Person.signUpName
            let only = pick([["city"], [signUp], ["city", signUp]])
            choices.only = Set(only)
            request.only = only
            words += " --only \(only)"
        }
        if chance(12) {
            choices.resubscribes = true
            request.resubscribes = true
            words += " --resubscribe"
        }
        let expected: Int?
        switch number(in: 0..<10) {
        case 0..<2:
            words = "undo\(words)"
            expected = model.newestUndoable(resubscribes: choices.resubscribes)
        case 2..<4:
            let name = pick(Self.names)
            guard let number = model.standing(name) else { return }
            request.target = .newestOf(group: name)
            words = "undo of \(name)\(words)"
            expected = model.newestUndoable(of: number, resubscribes: choices.resubscribes)
        default:
            guard let id = backup() else { return }
            if choices.only?.count == 1, chance(50) {
                choices.only = ["nr"]
                request.only = ["nr"]
            }
            request.target = .backup(.id(id))
            words = "undo backup \(id)\(words)"
            expected = id
        }
        note(words)
        try tick()
        try takeBack(expected, choices, request)
    }

    mutating func redo() throws {
        var choices = NaiveAccount.UndoChoices()
        choices.isRedo = true
        note("redo")
        try tick()
        try takeBack(model.redoable, choices, UndoRequest(.undo))
    }

    /// Takes a change back in both accounts, and compares what they say and what the laws demand.
    private mutating func takeBack(
        _ expected: Int?,
        _ choices: NaiveAccount.UndoChoices,
        _ request: UndoRequest
    ) throws {
        try test.account.beginStatement()
        let backup = expected.flatMap { model.backups[$0] }
        let group = backup.flatMap { model.groups[$0.group] }
        let answer = expected.map { model.undo($0, choices) } ?? .failure(.init(code: .unknownBackup))
        let preview = request.target.isUnnamed ? try? test.account.previewUndo(request) : nil
        let result: UndoResult
        do {
            result = try test.account.undo(request)
        } catch {
            if case .failure(let refusal) = answer { return try expect(error.code, refusal.code, error.message) }
            throw Disagreement(words: "expected \(answer), but it failed: \(error.code) \(error.message)")
        }
        guard case .success(let outcome) = answer, let expected, let backup, let group else {
            throw Disagreement(words: "expected \(answer), but it took back \(result)")
        }
        note("\(commands.last ?? "") (\(expected))")
        try expect(result.change.backup, expected, "what was taken back")
        if let preview {
            try expect(preview.change.backup, expected, "which change the question is about")
            try expect(preview.counts, result.counts, "what the question says it would do")
            try expect(preview.deletesGroup, result.event == .deleted, "whether the question says the group goes")
        }
        try compare(result, outcome)
        let name = model.groups[backup.group].flatMap { $0.isDeleted ? nil : $0.name }
        let laws = UndoLaws(
            before: backup.before.people, after: backup.after.people, now: group.state.people,
            result: try name.map { try people(of: .group($0)) } ?? [:], remembered: group.remembered,
            choices: choices, outcome: outcome)
        if let broken = laws.broken { throw Disagreement(words: broken) }
    }

    private func compare(_ result: UndoResult, _ outcome: NaiveAccount.UndoOutcome) throws {
        let counts = result.counts
        let found = [
            counts.reverted, counts.removed, counts.returned, counts.kept, counts.unchanged, counts.keptUnsubscribed,
        ]
        let expected = [
            outcome.reverted, outcome.removed, outcome.returned, outcome.kept, outcome.unchanged,
            outcome.keptUnsubscribed,
        ]
        try expect(found, expected, "reverted, removed, returned, kept, unchanged, kept unsubscribed")
        try expect(result.kept.id, outcome.backup, "the undo's backup")
        try expect(result.kept == .none(.nothingToDo), !outcome.hasEffect, "that nothing is done")
        let rows = result.keptRows.map { row in
            NaiveAccount.KeptRow(
                email: row.email, field: row.field, before: row.before, after: row.after, now: row.now)
        }
        if outcome.keptRows.count <= 20 {
            try expect(Set(rows), outcome.keptRows, "rows that are kept")
        } else {
            try expect(outcome.keptRows.isSuperset(of: rows) && rows.count == 20, true, "rows that are kept")
        }
    }
}
