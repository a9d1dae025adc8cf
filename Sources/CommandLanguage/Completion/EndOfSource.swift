/// What the parser finds at the end of a source that is not complete, besides what it expects there.
struct EndOfSource {
    /// The next word of each command that begins as the source ends and has more words.
    var verbWords: [(word: String, verb: Verb)] = []
    /// The verb of the command whose options may be here. Its entry in the table would be in every frame of the
    /// parser, which goes deep.
    var optionTaker: Verb?
    /// Whether the options of a query may be here.
    var takesQueryOptions = false
    /// Whether a value ends here that may be compared.
    var endsComparable = false
    /// Whether a value or a condition ends here that `and` may join with another.
    var endsOperand = false
    /// Whether a condition may begin here, or the part of one that `not` turns round.
    var mayNegate = false
    /// Whether a `not` ends here that only `in` can follow.
    var lacksIn = false

    /// The command, or all queries, whose options may be here.
    var command: Command? { optionTaker.map { CommandTable[$0] } ?? (takesQueryOptions ? CommandTable.query : nil) }
}

extension Parser {
    /// Reads a source that ends where the user types, and keeps what could be there. Parentheses may be open.
    static func readToEnd(_ source: Source) -> Parser {
        var lexed = Lexer.lex(source)
        for index in lexed.tokens.indices where lexed.tokens[index].kind == .unclosedParenthesis {
            lexed.tokens[index].kind = .leftParenthesis
        }
        var parser = Parser(lexed, declaredNames: [])
        _ = parser.parseStatements(inBlock: false)
        return parser
    }

    /// What could be at the end of the source.
    var expectationsAtEnd: [ExpectedSyntax] {
        expected.index == lexed.tokens.count - 1 ? expected.all : []
    }
}
