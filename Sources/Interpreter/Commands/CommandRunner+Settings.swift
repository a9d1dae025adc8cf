internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func setBackup() throws(Diagnostic) -> CommandOutcome {
        let name = try text(.group, "a group's name")
        let isOn = call.has(.on)
        try askAboutSettingBackup(isOn, for: name)
        let group = try account { (account) throws(Failure) in try account.setBackup(isOn, for: name) }
        let whose = group.map { "of the group \($0.quoted)" } ?? "of the account"
        return CommandOutcome(
            Record(command: call.verb, ["group": .optional(group), "backup": .bool(isOn)]),
            ["backups \(whose) \(wording.isRehearsal ? "would be" : "are") \(isOn ? "on" : "off")"])
    }

    func setRetention() throws(Diagnostic) -> CommandOutcome {
        let span = try evaluator.duration(of: call.required(.duration))
        try askAboutRetention(span)
        let expired = try account { (account) throws(Failure) in try account.setRetention(span) }
        return CommandOutcome(
            Record(command: call.verb, ["retention": span.secondsValue, "expired": expired.ids]),
            ["backups \(wording.isRehearsal ? "would be" : "are") kept for \(span)"] + expiry(expired))
    }

    func clock() throws(Diagnostic) -> CommandOutcome {
        var instant: Instant?
        var span: TimeSpan?
        if call.verb == .clockSet { instant = try evaluator.instant(of: call.required(.instant)) }
        if call.verb == .clockAdvance { span = try evaluator.duration(of: call.required(.duration)) }
        let (settings, expired) = try account { (account) throws(Failure) in
            var expired: [Int] = []
            if let instant { expired = try account.setClock(to: instant) }
            if let span { expired = try account.advanceClock(by: span) }
            return (account.settings, expired)
        }
        let kind = settings.clock.isSimulated ? "simulated" : "system"
        return CommandOutcome(
            Record(
                command: call.verb,
                ["clock": .text(kind), "now": .instant(settings.now), "expired": expired.ids]),
            ["the \(kind) clock stands at \(settings.now)"] + expiry(expired))
    }

    private func expiry(_ ids: [Int]) -> [String] {
        guard !ids.isEmpty else { return [] }
        let backups = counted(ids.count, "backup", "backups")
        let shown = ids.prefix(20).map(String.init).joined(separator: ", ")
        return ["\(backups) \(wording.did("expired", "expire")): \(shown)\(ids.count > 20 ? ", …" : "")"]
    }

    func verify() throws(Diagnostic) -> CommandOutcome {
        let result = try account { (account) throws(Failure) in try account.verify() }
        let rows = result.damaged.map { [Value.text($0.file), .text($0.problem), .text($0.affects)] }
        let record = Record(
            command: call.verb,
            [
                "files": .count(result.files), "bytes": .count(result.bytes),
                "damaged": .rows(Rows(columns: ["file", "problem", "affects"], rows: rows)),
            ])
        let checked = "\(counted(result.files, "file", "files")), \(counted(result.bytes, "byte", "bytes"))"
        guard !result.damaged.isEmpty else { return CommandOutcome(record, ["checked \(checked): all whole"]) }
        let damaged = counted(result.damaged.count, "file", "files")
        return CommandOutcome(
            record,
            ["checked \(checked)"] + result.damaged.map { "\($0.file): \($0.problem); affects \($0.affects)" }
                + result.stillWhole,
            failure: Failure(
                .damaged, "\(damaged) of the store \(result.damaged.count == 1 ? "is" : "are") damaged"))
    }

    func purge() throws(Diagnostic) -> CommandOutcome {
        let result = try account { (account) throws(Failure) in try account.purge() }
        let bytes = counted(result.bytes, "byte", "bytes")
        return CommandOutcome(
            Record(command: call.verb, ["expired": result.expired.ids, "bytes": .count(result.bytes)]),
            ["\(wording.did("freed", "free")) \(bytes)"] + expiry(result.expired))
    }
}

extension [Int] {
    /// Ids of backups as a list.
    fileprivate var ids: Value { .list(map(Value.count)) }
}
