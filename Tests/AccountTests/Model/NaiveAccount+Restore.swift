import Recipients

extension NaiveAccount {
    enum Target {
        /// Where the backup came from.
        case origin
        case group(Int)
        case new(String)
    }

    struct RestoreChoices {
        var mode = ImportMode.updateAdd
        var resubscribes = false
        var target = Target.origin
        var includes: (String, Person) -> Bool = { _, _ in true }
    }

    /// - Returns: Where it went.
    @discardableResult
    mutating func restore(_ id: Int, _ choices: RestoreChoices) -> Int? {
        guard let backup = backups[id], let origin = groups[backup.group] else { return nil }
        var isCreated = false
        let target: Int
        switch choices.target {
        case .group(let number): target = number
        case .new(let name):
            target = create(name)
            isCreated = true
        case .origin where !origin.isDeleted: target = backup.group
        case .origin:
            if let namesake = standing(backup.name) {
                target = namesake
            } else {
                target = backup.group
                isCreated = true
                groups[target]?.isDeleted = false
                groups[target]?.name = backup.name
                groups[target]?.keepsBackups = true
                groups[target]?.state.fields = []
            }
        }
        change(target, event: isCreated ? .created : nil) { model in
            let before = model.groups[target]?.state.people ?? [:]
            let rows = backup.before.people.filter { choices.includes($0.key, $0.value) }
            model.groups[target]?.state.fields.formUnion(backup.before.fields)
            for (email, person) in rows {
                if model.isErased(email, activated: person.signUp.activated, resubscribes: choices.resubscribes) {
                    continue
                }
                if before[email] == nil ? !choices.mode.adds : !choices.mode.updates { continue }
                let known =
                    before[email].map { .person($0.signUp) }
                    ?? model.known(email, in: target, restoredFrom: backup.group)
                var merged = before[email] ?? Person()
                merged.signUp = model.consented(person.signUp, known, resubscribes: choices.resubscribes).signUp
                merged.source = person.source
                // Fields that the backup did not have stay.
                for field in backup.before.fields { merged.values[field] = person.values[field] }
                model.groups[target]?.state.people[email] = merged
            }
            guard choices.mode == .replace else { return }
            for email in before.keys where rows[email] == nil { model.remove(email, from: target) }
            // What is there afterwards is what was there then, its fields included.
            model.groups[target]?.state.keepFields(backup.before.fields)
        }
        return target
    }
}
