/// What the parser finds at the end of a source that is not complete: the places where completion can go on. What could
/// stand there as a keyword or an argument is among its expectations, as messages need it.
struct EndOfSource {
    /// The second words of commands that begin as the source ends.
    var verbWords: [String] = []
    /// The command whose options may stand here.
    var command: Command?
    /// The option whose value is missing.
    var option: CommandOption?
    /// Whether a value ends here that may be compared.
    var endsComparable = false
    /// Whether a value or a condition ends here that `and` may join with another.
    var endsOperand = false
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
