internal import CommandLanguage

extension CommandRunner {
    /// Lists the statements typed so far, oldest first.
    func history() -> CommandOutcome {
        let entries = context.history?() ?? []
        return CommandOutcome(
            Record(command: call.verb, ["entries": .list(entries.map(Value.text))]), .history(entries))
    }
}
