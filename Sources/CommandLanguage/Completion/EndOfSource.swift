/// What the parser finds at the end of a source that is not complete: the places where completion can go on. What could
/// stand there as a keyword or an argument is among its expectations, as messages need it.
struct EndOfSource {
    /// The commands of two words that begin as the source ends.
    var verbCommands: [Command] = []
    // Names and no entries of the table: the parser goes deep, and all of it stands in each of its frames.
    private var verb: Verb?
    private var optionName: OptionName?
    /// Whether a value ends here that may be compared.
    var endsComparable = false
    /// Whether a value or a condition ends here that `and` may join with another.
    var endsOperand = false
    /// Whether a condition may begin here, or the part of one that `not` turns round.
    var mayNegate = false
    /// Whether a `not` ends here that only `in` can follow.
    var lacksIn = false
    /// Keywords that may stand here and that messages do not speak of.
    var keywords: [String] = []

    /// The command whose options may stand here.
    var command: Command? { verb.map { CommandTable[$0] } }

    /// The option of the command whose value is missing.
    var option: CommandOption? { optionName.flatMap { command?.option($0) } }

    mutating func mayTakeOptions(of command: Command) { verb = command.verb }

    mutating func lacksValue(of option: CommandOption) { optionName = option.name }
}

extension Parser {
    /// Reads a source that ends where the user types, and keeps what could stand there. Parentheses may be open.
    static func readToEnd(_ source: Source) -> Parser {
        var lexed = Lexer.lex(source)
        for index in lexed.tokens.indices where lexed.tokens[index].kind == .unclosedParenthesis {
            lexed.tokens[index].kind = .leftParenthesis
        }
        var parser = Parser(lexed, declaredNames: [])
        _ = parser.parseStatements(inBlock: false)
        return parser
    }

    /// What could stand at the end of the source, in the words of messages.
    var expectationsAtEnd: [String] {
        expectationIndex == lexed.tokens.count - 1 ? expectations : []
    }
}
