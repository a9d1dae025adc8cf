import Recipients

extension NaiveAccount {
    /// A file: which columns it has besides the address, and its rows.
    struct File {
        var fields: [String] = []
        var hasActivated = false
        var hasDeactivated = false
        var rows: [FileRow] = []
    }

    struct FileRow {
        let email: String
        var activated: Instant?
        var deactivated: Instant?
        var values: [String: String] = [:]
    }

    struct ImportChoices {
        var mode = ImportMode.updateAdd
        var empty = EmptyCells.keep
        var resubscribes = false
        var interface: String?
        var isNew = false
    }

    /// Imports a file into a group, or into one that was just created for it.
    mutating func importFile(_ file: File, into number: Int, _ choices: ImportChoices) {
        change(number, via: choices.interface, event: choices.isNew ? .created : nil) { model in
            let before = model.groups[number]?.state.people ?? [:]
            let known = Dictionary(
                file.rows.map { ($0.email, model.known($0.email, in: number)) }, uniquingKeysWith: { first, _ in first }
            )
            model.groups[number]?.state.fields.formUnion(file.fields)
            for row in file.rows {
                let isErased = model.isErased(
                    row.email, activated: file.hasActivated ? row.activated : nil, resubscribes: choices.resubscribes)
                // Who is new is decided by the group as it was.
                if before[row.email] == nil ? !choices.mode.adds : !choices.mode.updates { continue }
                if isErased {
                    model.leave(row, number)
                    continue
                }
                model.apply(row, of: file, to: number, choices, before: before[row.email], known[row.email] ?? nil)
            }
            guard choices.mode == .replace else { return }
            let named = Set(file.rows.map(\.email))
            for email in before.keys where !named.contains(email) { model.remove(email, from: number) }
        }
    }

    /// Whoever has come back since they were erased can leave again, but gets nothing else from such a row.
    private mutating func leave(_ row: FileRow, _ number: Int) {
        guard let signUp = groups[number]?.state.people[row.email]?.signUp, let left = row.deactivated,
            isLater(left, than: erased[row.email] ?? left), signUp.activated.map({ left > $0 }) ?? true
        else { return }
        let known = signUp.status == .unsubscribed ? signUp.deactivated : nil
        groups[number]?.state.people[row.email]?.signUp.deactivated = known.map { max($0, left) } ?? left
    }

    private mutating func apply(
        _ row: FileRow,
        of file: File,
        to number: Int,
        _ choices: ImportChoices,
        before: Person?,
        _ knownBefore: Known?
    ) {
        let stored = groups[number]?.state.people[row.email]
        let known = known(row.email, in: number)
        var person = stored ?? Person()
        if let stored {
            var signUp = stored.signUp
            // An earlier row did not say that they stay: it only seemed so.
            if !file.hasActivated, row.deactivated != nil, signUp.activated != before?.signUp.activated {
                signUp.activated = before?.signUp.activated
                signUp.deactivated = before?.signUp.deactivated
                if case .left(let date)? = knownBefore { signUp.deactivated = date }
            }
            person.signUp = self.signUp(row, of: file, stored: signUp, choices)
        } else if case .left(let left)? = known, !file.hasActivated, !choices.resubscribes {
            // The row has no date of its own that could be later.
            person.signUp = SignUp(registered: now, deactivated: max(left, row.deactivated ?? left))
        } else {
            let said =
                file.hasActivated
                ? SignUp(activated: row.activated, deactivated: row.deactivated)
                : SignUp(
                    registered: now, activated: row.deactivated == nil ? now : nil, deactivated: row.deactivated)
            person.signUp = consented(said, known, resubscribes: choices.resubscribes).signUp
        }
        for field in file.fields {
            if let value = row.values[field] {
                person.values[field] = value
            } else if choices.empty == .clear {
                person.values[field] = nil
            }
        }
        groups[number]?.state.people[row.email] = person
    }

    /// What a row makes of the sign-up information of somebody who is in the group.
    private func signUp(_ row: FileRow, of file: File, stored: SignUp, _ choices: ImportChoices) -> SignUp {
        let resubscribes = choices.resubscribes
        guard file.hasActivated else {
            if let left = row.deactivated {
                // Leaving always counts, if it is later than the activation; of two dates the later one.
                guard stored.activated.map({ left > $0 }) ?? true else { return stored }
                var signUp = stored
                signUp.deactivated = stored.deactivated.map { max($0, left) } ?? left
                return stored.status == .unsubscribed
                    ? signUp
                    : SignUp(
                        registered: stored.registered, activated: stored.activated, deactivated: left)
            }
            guard stored.status == .unsubscribed, resubscribes else { return stored }
            return SignUp(registered: stored.registered, activated: now)
        }
        var said = stored
        said.activated = row.activated
        if file.hasDeactivated { said.deactivated = row.deactivated }
        // An empty cell leaves the date alone unless that changed the status.
        if row.deactivated == nil, choices.empty == .keep {
            let kept = SignUp(activated: row.activated, deactivated: stored.deactivated)
            if kept.status == said.status { said.deactivated = stored.deactivated }
        }
        let mayActivate = stored.status != .unsubscribed || resubscribes
        let rowAlone = SignUp(activated: row.activated, deactivated: row.deactivated)
        // An old date of leaving says nothing against somebody whom the row calls active.
        if rowAlone.status == .active, said.status == .unsubscribed, mayActivate { said.deactivated = nil }
        return consented(said, .person(stored), resubscribes: resubscribes).signUp
    }
}
