internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func setBackup() throws(Diagnostic) -> CommandResult {
        let name = try text(.group)
        let isOn = call.has(.on)
        try askAboutSettingBackup(isOn, for: name)
        let group = try placing(account.setBackup(isOn, for: name))
        return commandResult(
            ["group": .optional(group), "backup": .bool(isOn)],
            .setting(.init(group: group, isOn: isOn, isRehearsal: wording.isRehearsal)))
    }

    func setRetention() throws(Diagnostic) -> CommandResult {
        let span = try evaluator.duration(of: call.required(.duration))
        try askAboutRetention(span)
        let expired = try placing(account.setRetention(span))
        return commandResult(
            ["retention": span.secondsValue, "expired": expired.ids],
            .confirmation(["backups \(wording.does("are", "be")) kept for \(span)"] + expiry(expired)))
    }

    func setGuard() throws(Diagnostic) -> CommandResult {
        let action: GuardAction = call.has(.refuse) ? .refuse : call.has(.off) ? .off : .warn
        try placing(account.setGuard(action))
        let words =
            switch action {
            case .refuse: "imports that look like an accident \(wording.does("are", "be")) refused"
            case .off: "imports \(wording.does("are not", "not be")) checked for accidents"
            case .warn, .ask: "imports that look like an accident \(wording.does("are", "be")) made, with a warning"
            }
        return commandResult(["guard": .text(action.rawValue)], .confirmation([words]))
    }

    func setTimeZone() throws(Diagnostic) -> CommandResult {
        let zone = try evaluator.text(of: call.required(.timeZone), .slot(.timeZone))
        let name = try placing(account.setTimeZone(zone))
        return commandResult(
            ["time_zone": .text(name)],
            .confirmation(["times \(wording.does("are", "be")) read and shown in the zone \(name)"]))
    }

    func clock() throws(Diagnostic) -> CommandResult {
        var expired: [Int] = []
        if call.verb == .clockSet {
            let instant = try evaluator.instant(of: call.required(.instant))
            expired = try placing(account.setClock(to: instant))
        }
        if call.verb == .clockAdvance {
            let span = try evaluator.duration(of: call.required(.duration))
            expired = try placing(account.advanceClock(by: span))
        }
        if call.verb == .clockReset { try placing(account.resetClock()) }
        let settings = try placing(account.settings)
        let kind = settings.clock.isSimulated ? "simulated" : "system"
        let verb = call.verb == .clock ? "is" : wording.does("is", "be")
        return commandResult(
            ["clock": .text(kind), "now": .instant(settings.now), "expired": expired.ids],
            .confirmation(
                ["the \(kind) clock \(verb) at \(ZonedInstant(settings.now, in: evaluator.zone))"] + expiry(expired)))
    }

    private func expiry(_ ids: [Int]) -> [String] {
        guard !ids.isEmpty else { return [] }
        let backups = counted(ids.count, "backup", "backups")
        let shown = ids.prefix(Self.shownIds).map(String.init).joined(separator: ", ")
        let rest = ids.count > Self.shownIds ? ", …" : ""
        return ["\(backups) \(wording.did("expired", "expire")): \(shown)\(rest)"]
    }

    /// How many backups a confirmation lists: about a line of them. The result has all.
    private static let shownIds = 20

    func verify() throws(Diagnostic) -> CommandResult {
        CommandResult(try placing(account.verify()))
    }

    func purge() throws(Diagnostic) -> CommandResult {
        let result = try placing(account.purge(now: call.option(.now) != nil))
        let bytes = counted(result.bytes, "byte", "bytes")
        let remarks = waiting(result)
        return commandResult(
            [
                "expired": result.expired.ids, "bytes": .count(result.bytes),
                "remarks": .rows(Rows(remarks: .waitingBackups, rows: result.waiting.count, remarks)),
            ],
            .confirmation(["\(wording.did("freed", "free")) \(bytes)"] + expiry(result.expired)), notes: remarks,
            failure: result.obstacle ?? (result.leavesErasure ? CommandProblem.erasureWaits.failure : nil))
    }

    /// What a purge says about the data that it leaves behind.
    private func waiting(_ result: PurgeResult) -> [String] {
        guard let end = result.waitsUntil else { return [] }
        let backups = counted(result.waiting.count, "backup", "backups")
        return [
            "the data of \(backups) that expired because the clock jumped is kept until \(end): purge --now removes it"
        ]
    }
}

extension Rows {
    /// The damaged files of a store, as results hold them.
    init(_ damaged: [DamagedFile]) {
        self.init(
            columns: ["file", "problem", "affects"],
            rows: damaged.map { [.text($0.file), .text($0.problem), .text($0.affects)] })
    }
}

extension DamagedFile {
    var words: String { "\(file): \(problem); affects \(affects)" }
}

extension [Int] {
    /// The ids of backups as a list.
    fileprivate var ids: Value { .list(map(Value.count)) }
}
