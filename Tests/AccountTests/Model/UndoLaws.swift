import Recipients

/// What holds for every undo, whatever the naive account says of it.
struct UndoLaws {
    typealias People = [String: NaiveAccount.Person]

    /// The group before the change, right after it, when it was taken back, and then.
    let before: People
    let after: People
    let now: People
    let result: People
    /// Whom the group remembered, when the change was taken back.
    let remembered: [String: Instant]
    let choices: NaiveAccount.UndoChoices
    let outcome: NaiveAccount.UndoOutcome

    /// The first law that does not hold; nil if all do.
    var broken: String? {
        if let email = wronglyActive { return "\(email) left and is active" }
        if let place = touchedEdit { return "\(place) was edited since and is changed" }
        if let email = untouched { return "\(email) was not touched by the change and is changed" }
        if let email = unlikeBefore { return "\(email) is not as before the change, which nothing followed" }
        let counts =
            outcome.reverted + outcome.removed + outcome.returned + outcome.kept + outcome.unchanged
        if counts != included.count { return "\(counts) were counted, but the change touched \(included.count)" }
        if !outcome.hasEffect, result != now { return "nothing was to be done, and people are changed" }
        if choices.only != nil, Set(result.keys) != Set(now.keys) { return "somebody was added or removed" }
        return nil
    }

    /// Whom the change touched, as far as the condition includes them.
    private var included: Set<String> {
        Set(before.keys).union(after.keys).filter { email in
            guard before[email] != after[email], let judged = before[email] ?? after[email] else { return false }
            return choices.includes?(email, judged) ?? true
        }
    }

    /// Nobody who has left becomes active.
    private var wronglyActive: String? {
        guard !choices.resubscribes else { return nil }
        return result.keys.sorted().first { email in
            guard result[email]?.signUp.status == .active else { return false }
            if let present = now[email] { return present.signUp.status == .unsubscribed }
            guard let left = remembered[email], let activated = result[email]?.signUp.activated else { return false }
            return activated <= left
        }
    }

    /// What was edited since stays: a field of somebody whom the change changed, and all of whomever it added.
    private var touchedEdit: String? {
        for email in now.keys.sorted() {
            guard let present = now[email], let after = after[email] else { continue }
            guard let before = before[email] else {
                if present != after, result[email] != present { return email }
                continue
            }
            for field in present.fields.union(before.fields).union(after.fields) {
                let text = present.text(of: field)
                if text == after.text(of: field) || text == result[email]?.text(of: field) { continue }
                return "\(field) of \(email)"
            }
        }
        return nil
    }

    private var untouched: String? {
        Set(now.keys).union(result.keys).sorted().first {
            !included.contains($0) && now[$0] != result[$0]
        }
    }

    /// Right after a change, an undo gives the state before it, except for those who left by it.
    private var unlikeBefore: String? {
        guard choices.isWhole, now == after else { return nil }
        return Set(before.keys).union(result.keys).sorted().first { email in
            guard before[email] != result[email] else { return false }
            let hasLeft = now[email].map { $0.signUp.status == .unsubscribed } ?? true
            guard hasLeft, let wanted = before[email], let found = result[email] else { return true }
            var other = found
            (other.signUp, other.source) = (wanted.signUp, wanted.source)
            return other != wanted || found.signUp.status != .unsubscribed
        }
    }
}

extension NaiveAccount.Person {
    /// The fields that have a value; the sign-up information is one.
    var fields: Set<String> { Set(values.keys).union([Self.signUpName]) }
}
