/// The one table of commands. A command is added here, in `Verb` and in the interpreter's switch.
public enum CommandTable {
    /// Every command, in the order of the reference.
    public static let all: [Command] = groups + importing + backups + recipients + settings + scripts + shell

    private static let byVerb = Dictionary(all.map { ($0.verb, $0) }, uniquingKeysWith: { first, _ in first })

    /// The entry of a verb.
    public static subscript(verb: Verb) -> Command {
        // Every verb has an entry: CommandTableTests asserts it.
        byVerb[verb] ?? Command(verb, verb.rawValue, "", in: .shell)
    }

    /// The commands that begin with a word in lower case, in the order of the table.
    static func commands(beginningWith word: String) -> [Command] {
        byFirstWord[word] ?? []
    }

    private static let byFirstWord = Dictionary(grouping: all) { $0.verb.words.first ?? "" }

    /// The first words of all commands, each once.
    static let firstWords: [String] = {
        var seen: Set<String> = []
        return all.compactMap { $0.verb.words.first }.filter { seen.insert($0).inserted }
    }()
}

extension Command {
    /// An entry of the table.
    init(
        _ verb: Verb,
        _ syntax: String,
        _ summary: String,
        in category: Category,
        options: [CommandOption] = [],
        examples: [String] = []
    ) {
        self.init(
            verb: verb,
            syntax: syntax,
            options: options,
            summary: summary,
            category: category,
            examples: examples,
            pattern: SyntaxPattern(syntax),
            words: verb.words
        )
    }
}
