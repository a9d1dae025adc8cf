/// What the parser finds at the end of an incomplete source, besides what it expects there.
struct EndOfSource {
    /// The next word of each command whose beginning ends the source.
    var verbWords: [(word: String, verb: Verb)] = []
    /// The command or the query whose options may follow.
    var optionTaker: OptionTaker?
    /// Those of a query's options that its parts so far allow.
    var queryOptions: [OptionName] = []
    /// Whether a value that can be compared ends here.
    var endsComparable = false
    /// Whether a value or a condition that `and` can continue ends here.
    var endsOperand = false
    /// Whether `not` may come here: at the beginning of a condition or of a part of one.
    var mayNegate = false
    /// The fields, folded, that a list has named so far where another one may be here.
    var namedFields: Set<String> = []
    /// The names, folded, that `--only` has been given so far where another one may be here; nil elsewhere.
    var namesOfOption: Set<String>?
    /// Whether a `not` ends here that only `in` can follow.
    var lacksIn = false
}

extension Parser {
    /// Reads a source that ends at the cursor, and keeps what could follow there. Parentheses may be open.
    static func readToEnd(_ source: Source) -> Parser {
        var lexed = Lexer.lex(source)
        for index in lexed.tokens.indices where lexed.tokens[index].kind == .unclosedParenthesis {
            lexed.tokens[index].kind = .leftParenthesis
        }
        var parser = Parser(lexed)
        _ = parser.parseStatements(inBlock: false)
        return parser
    }

    /// What could follow the end of the source.
    var expectationsAtEnd: [ExpectedSyntax] {
        expected.index == lexed.tokens.count - 1 ? expected.all : []
    }
}
