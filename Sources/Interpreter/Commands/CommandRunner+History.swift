internal import CommandLanguage

extension CommandRunner {
    /// Lists the statements typed so far, oldest first.
    func history() -> CommandResult {
        let entries = context.history?() ?? []
        return commandResult(["entries": .list(entries.map(Value.text))], .history(entries))
    }
}
