import CommandLanguage

/// The lists of an Emacs mode that the command table makes.
enum EmacsCommands {
    /// A list for each command, the longer of two that begin alike first: the verb, then the words that may follow.
    static let entries = CommandTable.all.sorted { $0.verb.words.count > $1.verb.words.count }.map { command in
        "    (" + strings([command.verb.rawValue] + command.keywords + command.options.map(\.spelling)) + ")"
    }.joined(separator: "\n")

    static func strings(_ words: [String]) -> String {
        words.map { "\"\($0)\"" }.joined(separator: " ")
    }
}
