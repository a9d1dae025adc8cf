internal import CommandLanguage
internal import LanguageReference
internal import Recipients

extension CommandRunner {
    /// Lists the commands, or explains a topic.
    func help() throws(Diagnostic) -> CommandResult {
        let arguments = call.all(.topic)
        var words: [String] = []
        for argument in arguments { words.append(try evaluator.text(of: argument, .slot(.topic))) }
        let range = arguments.first.map { $0.range.union(arguments.last?.range ?? $0.range) } ?? call.range
        let page = try evaluator.at(
            range, words.isEmpty ? HelpPage.overview : HelpPage.about(words.joined(separator: " ")))
        return commandResult(
            ["topic": .optional(page.topic), "text": .text(page.text)],
            .page(page.parts.map { CommandResult.PagePart($0.text, holdsExamples: $0.holdsExamples) }))
    }
}

extension CommandRunner {
    /// Lists the statements typed so far, oldest first.
    func history() -> CommandResult {
        let entries = context.history?() ?? []
        return commandResult(["entries": .list(entries.map(Value.text))], .history(entries))
    }
}
