import Recipients

extension NaiveAccount {
    struct UndoChoices {
        var includes: ((String, Person) -> Bool)?
        var only: Set<String>?
        var resubscribes = false
        var isRedo = false

        /// Whether the change is taken back as a whole.
        var isWhole: Bool { includes == nil && only == nil }
    }

    struct KeptRow: Hashable {
        let email: String
        /// Nil for the whole recipient.
        var field: String?
        var before: String?
        var after: String?
        var now: String?
    }

    struct UndoOutcome: Equatable {
        var reverted = 0
        var removed = 0
        var returned = 0
        var kept = 0
        var unchanged = 0
        var keptUnsubscribed = 0
        var keptRows: Set<KeptRow> = []
        /// Whether anything was done at all.
        var hasEffect = false
        /// The undo's own backup.
        var backup: Int?
    }

    /// Takes back the change that a backup was made for.
    ///
    /// - Returns: What it did, or the code of the error.
    mutating func undo(_ id: Int, _ choices: UndoChoices) -> Result<UndoOutcome, Refusal> {
        guard let backup = backups[id], let group = groups[backup.group] else {
            return .failure(Refusal(code: id < nextBackup ? .expiredBackup : .unknownBackup))
        }
        let known = backup.before.fields.union(backup.after.fields).union(group.state.fields)
        if let only = choices.only, !only.isSubset(of: known.union([Person.signUpName, "city"])) {
            return .failure(Refusal(code: .invalidValue))
        }
        let bringsBack = group.isDeleted
        if bringsBack {
            guard isStandingDeletion(id) else { return .failure(Refusal(code: .unknownGroup)) }
            guard standing(backup.name) == nil else { return .failure(Refusal(code: .duplicateGroup)) }
        }
        var draft = self
        var outcome = UndoOutcome()
        let touched = Set(backup.before.people.keys).union(backup.after.people.keys).filter {
            backup.before.people[$0] != backup.after.people[$0]
        }
        for email in touched {
            let (before, after) = (backup.before.people[email], backup.after.people[email])
            guard let judged = before ?? after, choices.includes?(email, judged) ?? true else { continue }
            draft.takeBack(email, of: backup, choices, &outcome)
        }
        let brought = backup.after.fields.subtracting(backup.before.fields)
        let left = draft.groups[backup.group]?.state.people ?? [:]
        // A part that affects nobody changes nothing.
        let affectsNobody = choices.includes != nil && outcome.reverted + outcome.removed + outcome.returned == 0
        for field in brought where !affectsNobody && choices.only?.contains(field) ?? true {
            if left.values.contains(where: { $0.values[field] != nil }) { continue }
            draft.groups[backup.group]?.state.fields.remove(field)
        }
        if choices.isWhole {
            let taken = backup.before.fields.subtracting(backup.after.fields)
            draft.groups[backup.group]?.state.fields.formUnion(taken)
        }
        if bringsBack, choices.isWhole || outcome.returned > 0 {
            draft.groups[backup.group]?.isDeleted = false
            draft.groups[backup.group]?.name = backup.name
            outcome.hasEffect = true
        }
        let mayDelete = choices.isWhole || outcome.removed > 0
        let deletes = backup.event == .created && !bringsBack && left.isEmpty && mayDelete
        if deletes {
            draft.groups[backup.group]?.isDeleted = true
            draft.groups[backup.group]?.state = State()
        }
        if draft.groups[backup.group]?.state != group.state || deletes { outcome.hasEffect = true }
        guard outcome.hasEffect else { return .success(outcome) }
        outcome.backup = commit(
            draft, backup.group, id, choices, event: bringsBack ? .created : deletes ? .deleted : nil)
        return .success(outcome)
    }

    /// Makes the change that an undo has worked out, with its own backup.
    private mutating func commit(
        _ draft: NaiveAccount,
        _ number: Int,
        _ id: Int,
        _ choices: UndoChoices,
        event: Event?
    ) -> Int? {
        let deletedBefore = choices.isWhole ? backups[id]?.deletions ?? [] : []
        let kept = change(number, event: event, isUndo: true, deletedBefore: deletedBefore) { $0 = draft }
        if let kept {
            backups[kept]?.undoes = choices.isWhole ? id : nil
            backups[kept]?.isRedo = choices.isRedo
        }
        if choices.isWhole { note(id, undoneBy: kept ?? Backup.unkept) }
        if event == .deleted { expire() }
        return kept
    }

    /// Notes that a change no longer stands. If it was an undo, what that had taken back stands again.
    private mutating func note(_ id: Int, undoneBy undo: Int) {
        let stood = backups[id]?.isUndone == false
        backups[id]?.standingUndos.insert(undo)
        if stood, let undone = backups[id]?.undoes { noteAgain(undone, undoneBy: id, stands: false) }
    }

    /// Notes that an undo stands, or no longer does.
    private mutating func noteAgain(_ id: Int, undoneBy undo: Int, stands: Bool) {
        let stood = backups[id]?.isUndone == false
        if stands { backups[id]?.standingUndos.insert(undo) } else { backups[id]?.standingUndos.remove(undo) }
        let standsNow = backups[id]?.isUndone == false
        if stood != standsNow, let undone = backups[id]?.undoes {
            noteAgain(undone, undoneBy: id, stands: standsNow)
        }
    }

    struct Refusal: Error, Equatable {
        let code: ErrorCode
    }

    // MARK: One address

    /// Takes back what a change did to one address.
    private mutating func takeBack(
        _ email: String,
        of backup: Backup,
        _ choices: UndoChoices,
        _ outcome: inout UndoOutcome
    ) {
        let number = backup.group
        let present = groups[number]?.state.people[email]
        switch (backup.before.people[email], backup.after.people[email]) {
        case (let before?, let after?): takeBackFields(email, before, after, in: number, choices, &outcome)
        case (nil, let after?):
            if present == nil || choices.only != nil {
                outcome.unchanged += 1
            } else if present == after {
                remove(email, from: number)
                // As before the change, too: whom it let in again although the group remembered that they had left.
                if groups[number]?.remembered[email] == nil {
                    groups[number]?.remembered[email] = backup.forgotten[email]
                }
                outcome.removed += 1
            } else {
                outcome.kept += 1
                outcome.keptRows.insert(.init(email: email))
            }
        case (let before?, nil):
            if present == before {
                outcome.unchanged += 1
            } else if choices.only != nil {
                outcome.unchanged += 1
            } else if present != nil {
                outcome.kept += 1
                outcome.keptRows.insert(.init(email: email))
            } else {
                giveBack(email, before, to: number, choices, &outcome)
            }
        case (nil, nil): break
        }
    }

    /// Somebody whom the change took out comes back, under the consent rule for restores.
    private mutating func giveBack(
        _ email: String,
        _ before: Person,
        to number: Int,
        _ choices: UndoChoices,
        _ outcome: inout UndoOutcome
    ) {
        let known = known(email, in: number, restoredFrom: number)
        let (signUp, isKept) = consented(before.signUp, known, resubscribes: choices.resubscribes)
        var person = before
        person.signUp = signUp
        groups[number]?.state.people[email] = person
        groups[number]?.state.fields.formUnion(person.values.keys)
        outcome.returned += 1
        if isKept { outcome.keptUnsubscribed += 1 }
    }

    /// Puts those fields back that are as the change left them.
    private mutating func takeBackFields(
        _ email: String,
        _ before: Person,
        _ after: Person,
        in number: Int,
        _ choices: UndoChoices,
        _ outcome: inout UndoOutcome
    ) {
        let names = Set(before.values.keys).union(after.values.keys).union([Person.signUpName])
        let changed = names.filter {
            before.text(of: $0) != after.text(of: $0) && choices.only?.contains($0) ?? true
        }
        guard let present = groups[number]?.state.people[email] else {
            if changed.isEmpty {
                outcome.unchanged += 1
            } else {
                outcome.kept += 1
                outcome.keptRows.insert(.init(email: email))
            }
            return
        }
        var person = present
        var wentBack = false
        var stayed = false
        var isHeld = false
        for field in changed where present.text(of: field) != before.text(of: field) {
            guard present.text(of: field) == after.text(of: field) else {
                stayed = true
                outcome.keep(email, field, before, after, present)
                continue
            }
            if field != Person.signUpName {
                person.values[field] = before.values[field]
                if before.values[field] != nil { groups[number]?.state.fields.insert(field) }
            } else if present.signUp.status == .unsubscribed, before.signUp.status == .active, !choices.resubscribes {
                isHeld = true
                continue
            } else {
                person.signUp = before.signUp
                person.source = before.source
            }
            wentBack = true
        }
        groups[number]?.state.people[email] = person
        if isHeld { outcome.keptUnsubscribed += 1 }
        if isHeld, !wentBack, !stayed { outcome.keep(email, Person.signUpName, before, after, present) }
        if stayed || isHeld && !wentBack {
            outcome.kept += 1
        } else if wentBack {
            outcome.reverted += 1
        } else {
            outcome.unchanged += 1
        }
    }
}

extension NaiveAccount.UndoOutcome {
    fileprivate mutating func keep(
        _ email: String,
        _ field: String,
        _ before: NaiveAccount.Person,
        _ after: NaiveAccount.Person,
        _ now: NaiveAccount.Person
    ) {
        keptRows.insert(
            .init(
                email: email, field: field, before: before.text(of: field), after: after.text(of: field),
                now: now.text(of: field)))
    }
}

extension NaiveAccount.Person {
    /// The sign-up information is one field.
    static let signUpName = "sign-up"

    /// The value of a field as it is compared.
    func text(of field: String) -> String? {
        guard field == Self.signUpName else { return values[field] }
        let dates = [signUp.registered, signUp.activated, signUp.deactivated].map { $0?.description ?? "-" }
        return ([signUp.status.rawValue] + dates + [source ?? "-"]).joined(separator: " ")
    }
}

// MARK: Which change

extension NaiveAccount {
    /// Whether `undo` alone may take back a change: it is not an undo, and was not taken back.
    func isUndoable(_ id: Int) -> Bool {
        guard let backup = backups[id] else { return false }
        return !backup.isUndo && !backup.isUndone
    }

    /// Whether a group is deleted because of the change of a backup, so that taking it back brings the group back.
    func isStandingDeletion(_ id: Int) -> Bool {
        guard let backup = backups[id], let group = groups[backup.group] else { return false }
        return group.isDeleted && group.deletions.contains(id) && !backup.isUndone
    }

    /// Whether there is something to take back, or only another group of the name is in the way.
    func hasSomethingToTakeBack(_ id: Int, resubscribes: Bool = false) -> Bool {
        var draft = self
        switch draft.undo(id, UndoChoices(resubscribes: resubscribes)) {
        // What stays because of later changes is not passed over in favour of an older change.
        case .success(let outcome): return outcome.hasEffect || outcome.kept > 0
        case .failure(let refusal): return refusal.code == .duplicateGroup
        }
    }

    /// The newest change that `undo` alone takes back, of the account or of a group.
    func newestUndoable(of number: Int? = nil, resubscribes: Bool) -> Int? {
        backups.keys.sorted(by: >).first { id in
            (number == nil || backups[id]?.group == number) && isUndoable(id)
                && hasSomethingToTakeBack(id, resubscribes: resubscribes)
        }
    }

    /// The undo that `redo` takes back: the newest that stands, unless its group was changed otherwise since, or is
    /// gone.
    var redoable: Int? {
        backups.filter { id, backup in
            let group = groups[backup.group]
            return backup.isUndo && !backup.isRedo && !backup.isUndone
                && !backups.contains { $0 > id && $1.group == backup.group && !$1.isUndo }
                && (group?.isDeleted == false || isStandingDeletion(id)) && hasSomethingToTakeBack(id)
        }.keys.max()
    }
}
