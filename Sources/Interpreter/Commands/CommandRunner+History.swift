internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    /// Lists the statements typed so far, oldest first.
    func history() -> CommandOutcome {
        let entries = context.history?() ?? []
        let width = String(entries.count).count
        let words = entries.enumerated().flatMap { index, entry in
            let number = String(index + 1)
            let margin = String(repeating: " ", count: width - number.count) + number + "  "
            let indentation = String(repeating: " ", count: width + 2)
            return entry.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
                ($0.offset == 0 ? margin : indentation) + $0.element
            }
        }
        return CommandOutcome(
            Record(command: call.verb, ["entries": .list(entries.map(Value.text))]),
            entries.isEmpty ? ["no statement has been typed yet"] : words)
    }
}
