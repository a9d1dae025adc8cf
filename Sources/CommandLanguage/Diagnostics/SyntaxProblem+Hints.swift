import Recipients

// What messages about syntax name, and how they say what may have been meant.
extension SyntaxProblem {
    /// The help for an operator that touches an operand, with an example if there is one that fits.
    static func separatingOperators(_ example: String?) -> String {
        "operators need white space on both sides" + (example.map { ": \($0)" } ?? "")
    }
}

extension SyntaxProblem.Found {
    var words: String {
        switch self {
        case .statementEnd: ExpectedSyntax.part(.statementEnd).description
        case .text(let text): "the text \(text.abbreviated)"
        case .word(let word): word.abbreviated.quoted
        }
    }

    var wordsWithoutArticle: String {
        if case .text(let text) = self { "text \(text.abbreviated)" } else { words }
    }
}

extension SyntaxProblem.Hint {
    var words: String {
        switch self {
        case .didYouMean(let word): word.asSuggestion
        case .quoteText(let found): "quote a text that contains \(found.words)"
        case .parenthesize(let expression): "put an expression in parentheses: (\(expression))"
        case .fold(let fold):
            "write \(fold.rawValue)(ROWS, FIELD), or an expression in parentheses in place of the field"
        case .parenthesizeRows(let clause): "put rows with more clauses in parentheses: in (… \(clause))"
        case .quoteWhole(let text) where text.contains("("):
            "quote a name with parentheses in it: \(ArgumentText.literal(text.abbreviated))"
        case .quoteWhole(let text): "quote a text of several words: \(ArgumentText.literal(text.abbreviated))"
        case .separateOperators(let example): SyntaxProblem.separatingOperators(example)
        case .quoteKeyword(let word): "\(word.quoted) is a keyword here; quote it to use it as a group's name"
        case .nameWithoutDollar(let name): "write the name without \"$\" here: \(name)"
        case .writeBackup(let id): "write \"backup \(id)\""
        case .writeMapping(let usage): "write \(usage), or COLUMN= to leave a column out"
        case .writeAssignment(let slot): "write \(slot.rawValue); quote a value of several words"
        case .braceOnSameLine: "put the \"{\" on the same line"
        case .parameterValue(let name):
            "write a value, or a list for several: param \(name.abbreviated) = (\"a\", \"b\")"
        case .usage(let syntax): "usage: \(syntax)"
        case .commandPage(let verb): "\"help \(verb)\" shows what it takes"
        case .orderOfClauses: "the clauses of a query, in this order: where, count by, sort by, limit, show, to"
        case .writeInStatement: "\"to\" writes the rows only of a query that is a statement, or the value of \"let\""
        case .instead(let sentence): sentence
        }
    }
}

extension SyntaxProblem.CommandHint {
    var words: String {
        switch self {
        case .didYouMean(let word): word.asSuggestion
        case .binding(let name): "\"let\" gives a name a value: let \(name.abbreviated) = …"
        case .printing: "\"print\" shows a value"
        case .instead(let sentence): sentence
        }
    }
}

extension SyntaxProblem.ValueHint {
    func words(for word: String) -> String {
        switch self {
        case .text: "quote a text: \(ArgumentText.literal(word.abbreviated))"
        case .variable: "did you mean \"$\(word)\"? texts need quotes: \(word.abbreviated.quoted)"
        case .query where RowKind(firstWord: word.lowercased())?.isComplete == true:
            "put a query in parentheses: (\(word))"
        case .query: "put a query in parentheses: (\(word) …)"
        case .truth:
            "write \(Lookalike.switchWords[word.lowercased()] ?? false); texts need quotes: \(word.abbreviated.quoted)"
        case .separateOperators(let example): SyntaxProblem.separatingOperators(example)
        case .call: "did you mean \"\(word)()\"? texts need quotes: \(word.abbreviated.quoted)"
        case .instead(let sentence): sentence
        }
    }
}
