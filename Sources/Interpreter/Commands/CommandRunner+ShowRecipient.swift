internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    /// Shows what is known of a recipient: where it is, its history and its activity. With `to`, writes that to a file
    /// as JSON.
    func showRecipient() throws(Diagnostic) -> CommandResult {
        let email = try email()
        let name = try text(.group)
        let found = try placing(account.recipient(email, of: name))
        let address = found.first?.recipient.email ?? email
        let history = Rows(
            columns: RowFields.of(.recipientChanges).names,
            rows: try placing(account.history(of: address, in: name, isThorough: true)).flatMap(\.rows))
        var activity: [ActivityEntry] = []
        for place in found { activity += try placing(account.activity(of: place.group)).filter { $0.email == address } }
        // Those of one moment stay in the order of the groups.
        let byTime = activity.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        let places = found.map { (group: $0.group, recipient: Record($0.recipient, fields: $0.fields)) }
        let record = Record([
            "email": .text(address),
            "places": .rows(
                Rows(
                    columns: ["group", "recipient"], rows: places.map { [.text($0.group), .record($0.recipient)] })),
            "history": .rows(history),
            "activity": .rows(Rows(columns: RowFields.of(.activity).names, rows: byTime.map(\.element.row))),
        ])
        let result = Record(command: call.verb, record)
        if call[.file] != nil { return try write(record, of: address, result) }
        let shown = Record(
            columns: ["email"] + places.map(\.group) + ["history", "activity"],
            values: [.text(address)] + places.map { .record($0.recipient.without("email")) } + record.values.suffix(2))
        return commandResult(result, .members(shown))
    }

    /// Writes everything known of a person to a file, including the states that contain the address.
    private func write(_ record: Record, of address: String, _ result: Record) throws(Diagnostic) -> CommandResult {
        let argument = call.required(.file)
        let file = try evaluator.text(of: argument, .slot(.file))
        if let wrong = CommandProblem(ofOutput: file) { throw problem(wrong, at: argument.range) }
        let end = file.lowercased()
        if [".csv", ".tsv", ".jsonl", ".ndjson", ".xlsx", ".txt"].contains(where: end.hasSuffix) {
            throw problem(.notAJSONFile(file), at: argument.range)
        }
        guard let text = context.jsonText else { throw unavailable() }
        let states = try placing(account.find(address)).map(\.row)
        let whole = record.appending(["find": .rows(Rows(columns: RowFields.of(.find).names, rows: states))])
        try placing(
            context.file(file).write(text(.record(whole)) + "\n", overwrites: call.option(.overwrite) != nil))
        let done = wording.aboutFiles.did("wrote", "write")
        return commandResult(
            result, .confirmation(["\(done) everything known about \(address) to \(file.quoted)"]))
    }
}
