internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func setBackup() throws(Diagnostic) -> CommandOutcome {
        let name = try text(.group)
        let isOn = call.has(.on)
        try askAboutSettingBackup(isOn, for: name)
        let group = try placing(account.setBackup(isOn, for: name))
        return CommandOutcome(
            Record(command: call.verb, ["group": .optional(group), "backup": .bool(isOn)]),
            .setting(.init(group: group, isOn: isOn, isRehearsal: wording.isRehearsal)))
    }

    func setRetention() throws(Diagnostic) -> CommandOutcome {
        let span = try evaluator.duration(of: call.required(.duration))
        try askAboutRetention(span)
        let expired = try placing(account.setRetention(span))
        return CommandOutcome(
            Record(command: call.verb, ["retention": span.secondsValue, "expired": expired.ids]),
            ["backups \(wording.isRehearsal ? "would be" : "are") kept for \(span)"] + expiry(expired))
    }

    func clock() throws(Diagnostic) -> CommandOutcome {
        var expired: [Int] = []
        if call.verb == .clockSet {
            let instant = try evaluator.instant(of: call.required(.instant))
            expired = try placing(account.setClock(to: instant))
        }
        if call.verb == .clockAdvance {
            let span = try evaluator.duration(of: call.required(.duration))
            expired = try placing(account.advanceClock(by: span))
        }
        let settings = try placing(account.settings)
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
        let result = try placing(account.verify())
        let rows = result.damaged.map { [Value.text($0.file), .text($0.problem), .text($0.affects)] }
        let record = Record(
            command: call.verb,
            [
                "files": .count(result.files), "bytes": .count(result.bytes),
                "damaged": .rows(Rows(columns: ["file", "problem", "affects"], rows: rows)),
            ])
        let checked = "\(counted(result.files, "file", "files")), \(counted(result.bytes, "byte", "bytes"))"
        guard !result.damaged.isEmpty else { return CommandOutcome(record, ["checked \(checked): all whole"]) }
        return CommandOutcome(
            record,
            ["checked \(checked)"] + result.damaged.map { "\($0.file): \($0.problem); affects \($0.affects)" }
                + result.stillWhole,
            failure: CommandProblem.storeDamaged(files: result.damaged.count).failure)
    }

    func purge() throws(Diagnostic) -> CommandOutcome {
        let result = try placing(account.purge())
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
