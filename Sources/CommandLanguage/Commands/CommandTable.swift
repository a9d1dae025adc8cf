/// The one table of commands. A command is added here, in `Verb` and in the interpreter's switch.
public enum CommandTable {
    /// Every command, in the order of the reference.
    public static let all: [Command] = groups + importing + backups + recipients + settings + scripts + shell

    private static let byWords = Dictionary(all.map { ($0.verb.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

    /// The entry of a verb.
    public static subscript(verb: Verb) -> Command {
        // Every verb has an entry: CommandTableTests asserts it.
        byWords[verb.rawValue] ?? Command(verb, verb.rawValue, "", in: .shell)
    }

    /// The commands that begin with a word in lower case, in the order of the table.
    static func commands(beginningWith word: String) -> [Command] {
        byFirstWord[word] ?? []
    }

    /// The longest command at the beginning of some words in lower case; nil if there is none.
    static func command(begunBy words: [String]) -> Command? {
        commands(beginningWith: words.first ?? "").filter { words.starts(with: $0.words) }
            .max { $0.words.count < $1.words.count }
    }

    private static let byFirstWord = Dictionary(grouping: all) { $0.words.first ?? "" }

    /// The first words of all commands, each once.
    static let firstWords: [String] = {
        var seen: Set<String> = []
        return all.compactMap(\.words.first).filter { seen.insert($0).inserted }
    }()
}

extension Command {
    /// An entry of the table.
    ///
    /// - Parameters:
    ///   - result: The keys of its result between `command` and `rehearsed`, in their order.
    ///   - hasOpenResult: Whether more keys may follow, known only at run time.
    ///   - resultName: The value of `command` in its result, where that is not the verb's words.
    init(
        _ verb: Verb,
        _ syntax: String,
        _ summary: String,
        in category: Category,
        asks: Bool = false,
        options: [CommandOption] = [],
        result: [RowFields.Field] = [],
        hasOpenResult: Bool = false,
        resultName: String? = nil,
        examples: [String] = []
    ) {
        let resultName = resultName ?? verb.rawValue
        self.init(
            verb: verb,
            syntax: syntax,
            options: options,
            summary: summary,
            category: category,
            asks: asks,
            resultName: resultName,
            result: RowFields(
                .result(of: resultName), [.text("command")] + result + [.bool("rehearsed")], isOpen: hasOpenResult),
            examples: examples,
            pattern: SyntaxPattern(syntax),
            words: verb.words
        )
    }
}
