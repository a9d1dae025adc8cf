internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func addRecipient() throws(Diagnostic) -> CommandResult {
        let (email, name, values) = (try email(), try group(), try fieldValues())
        let result = try placing(account.addRecipient(email, to: name, values: values))
        return confirmation(about: result, "\(wording.did("added", "add")) \(result.email) to \(result.group.quoted)")
    }

    func updateRecipient() throws(Diagnostic) -> CommandResult {
        let (email, name, values) = (try email(), try group(), try fieldValues())
        let result = try placing(account.updateRecipient(email, of: name, values: values))
        return confirmation(
            about: result, "\(wording.did("updated", "update")) \(result.email) of \(result.group.quoted)")
    }

    func removeRecipient() throws(Diagnostic) -> CommandResult {
        let (email, name) = (try email(), try group())
        let result = try placing(account.removeRecipient(email, from: name))
        return confirmation(
            about: result, "\(wording.did("removed", "remove")) \(result.email) from \(result.group.quoted)")
    }

    func unsubscribe() throws(Diagnostic) -> CommandResult {
        let (email, name) = (try email(), try group())
        let result = try placing(account.unsubscribe(email, from: name))
        let words = "\(wording.did("unsubscribed", "unsubscribe")) \(result.email) from \(result.group.quoted)"
        return confirmation(about: result, words)
    }

    func record() throws(Diagnostic) -> CommandResult {
        let event: ActivityEvent = call.has(.click) ? .click : call.has(.bounce) ? .bounce : .open
        let (email, name) = (try email(), try group())
        var instant: Instant?
        if let argument = call[.instant] { instant = try evaluator.instant(of: argument) }
        let campaign = try text(.campaign)
        let result = try placing(account.record(event, of: email, in: name, at: instant, campaign: campaign))
        return commandResult(
            ["group": .text(result.group), "email": .text(result.email)],
            .confirmation([
                "\(wording.did("recorded", "record")) the \(event.rawValue) of \(result.email) in \(result.group.quoted)"
            ]))
    }

    private func confirmation(about reference: RecipientReference, _ sentence: String) -> CommandResult {
        let notes = reference.newFields.map { "\($0.quoted) is a new field of \(reference.group.quoted)" }
        return commandResult(
            ["group": .text(reference.group), "email": .text(reference.email)], .confirmation([sentence]), notes: notes)
    }

    /// The values that the statement assigns to fields. Fields hold texts; an instant is written as one.
    private func fieldValues() throws(Diagnostic) -> [FieldValue] {
        var values: [FieldValue] = []
        for assignment in call.assignments {
            let value = try evaluator.value(of: assignment.value)
            switch value {
            case .text, .instant, .none:
                values.append(FieldValue(field: assignment.name.text, text: value.plainText(in: evaluator.zone) ?? ""))
            default:
                throw problem(.fieldIsText(assignment.name.text, found: value), at: assignment.value.range)
            }
        }
        return values
    }
}

extension CommandRunner {
    func erase() throws(Diagnostic) -> CommandResult {
        let email = try email()
        try askAboutErasure(of: email)
        let result = try placing(account.erase(email))
        var warnings: [CommandResult.Warning] = []
        do throws(Failure) {
            try context.forgetAddress(result.email)
        } catch {
            warnings.append(.init("the shell's history still holds the address: \(error.message)"))
        }
        return commandResult(
            [
                "groups": .count(result.groups), "backups": .count(result.backups),
                "activity": .count(result.activity), "damaged": .rows(Rows(result.damaged)),
                "names": .rows(
                    Rows(
                        columns: ["kind", "name"],
                        rows: result.names.map { [.text($0.kind.rawValue), .text($0.name)] })),
            ],
            .confirmation([words(result)] + result.damaged.map(\.words)),
            warnings: warnings,
            notes: notes(result),
            failure: problem(result)?.failure)
    }

    private func problem(_ result: ErasureResult) -> CommandProblem? {
        result.damaged.isEmpty
            ? result.unfinished.map { .erasureUnfinished($0) } : .erasureIncomplete(files: result.damaged.count)
    }

    private func words(_ result: ErasureResult) -> String {
        if result.wasFoundNowhere {
            return "\(result.email) was found nowhere; imports \(wording.does("skip", "skip")) it from now on"
        }
        let places = placesOfAddress(
            groups: result.groups, backups: result.backups, activity: result.activity)
        let what =
            result.unfinished != nil ? wording.did("began to erase", "begin to erase") : wording.did("erased", "erase")
        return "\(what) \(result.email) from \(places)"
    }

    /// Where else an erasure found the address, and where it remains.
    private func notes(_ result: ErasureResult) -> [String] {
        let verb = wording.does("are", "be")
        var notes = result.traces.map { group in
            "fields or campaigns of other recipients of \(group.quoted) held the address too; they \(verb) empty now"
        }
        if result.logLines > 0 {
            let lines = counted(result.logLines, "line", "lines")
            notes.append("notes or file names in \(lines) of the log held the address; they \(verb) empty now")
        }
        return notes
            + result.names.map { name in
                switch name.kind {
                case .field: "the name of the field \(name.name.quoted) holds the address, and stays"
                case .group: "the name of the group \(name.name.quoted) holds the address, and stays"
                case .via:
                    "changes came via \(name.name.quoted), which holds the address; whoever sends them may do so again"
                }
            }
    }
}
