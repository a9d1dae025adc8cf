import CommandLanguage
import Recipients

/// Arguments with a statement but without `-c`, with a script but without `run`, or with a misspelt subcommand.
struct StatementArguments {
    private let options: [String]
    private let words: [String]

    init(_ arguments: [String]) {
        (options, words) = ArgumentOrder.split(arguments)
    }

    /// What to type instead; nil if there is no good guess.
    var help: String? {
        guard let first = words.first?.split(separator: " ").first.map(String.init) else { return nil }
        let subcommands = Shell.subcommandNames
        guard !subcommands.contains(first) else { return nil }
        guard Statement.mayBegin(with: first) else {
            if words[0].lowercased().hasSuffix(ScriptFiles.fileExtension) {
                let command = options + ["run"] + words
                return "to run a script, write: cbs \(command.map(\.shellQuoted).joined(separator: " "))"
            }
            return subcommands.nearest(to: first).map { "cbs \($0)".asSuggestion }
        }
        // A single argument is the whole statement; where there are several, the shell has removed the quotes.
        let statement = words.count == 1 ? words[0] : words.map(Self.argument).joined(separator: " ")
        return "to run a statement, write: cbs -c \(statement.inShellQuotes)"
    }

    private static func argument(_ text: String) -> String {
        text.contains { $0.isWhitespace } ? ArgumentText.literal(text) : text
    }
}
