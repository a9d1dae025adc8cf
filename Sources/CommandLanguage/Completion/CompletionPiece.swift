/// What the user has typed of the argument, keyword or variable at the cursor.
struct CompletionPiece {
    enum Form {
        case bare
        /// Quoted text without its closing quotation mark.
        case quoted
        /// `$name`, or `$name.member`; `text` is what follows the last of `$` and `.`.
        case variable(memberOf: String?)
    }

    let form: Form
    /// Where it begins.
    let start: Int
    /// What it holds, without quotation marks.
    let text: String

    /// - Parameter before: The source up to the cursor.
    /// - Returns: Nil where nothing can be completed: in comments, here-documents and after closed quotations.
    init?(_ before: [UInt8]) {
        let source = Source(name: nil, bytes: before)
        let lexed = Lexer.lex(source)
        let token = lexed.tokens.last { $0.kind != .endOfFile }
        let isBehindBackslash = lexed.open.contains(.line) && before.last == Ascii.backslash
        guard !Self.isInHeredoc(lexed, token), !isBehindBackslash, lexed.comments.last?.upper != before.count else {
            return nil
        }
        guard let token, token.range.upper == before.count, before.count > 0 else {
            (form, start, text) = (.bare, before.count, "")
            return
        }
        let typed = source.text(token.range)
        let isQuoted = before[token.range.lower] == Ascii.doubleQuote || before[token.range.lower] == Ascii.singleQuote
        switch token.kind {
        case .word: (form, start, text) = (.bare, token.range.lower, typed)
        case .variable, .invalid:
            let isOpen = token.kind == .invalid && isQuoted && lexed.open.contains(.string)
            let canInterpolate = !isQuoted || before[token.range.lower] == Ascii.doubleQuote
            if canInterpolate, isOpen || !isQuoted, let dollar = Self.variable(typed) {
                self = dollar.piece(endingAt: before.count)
            } else if isOpen {
                (form, start, text) = (.quoted, token.range.lower, String(typed.dropFirst()))
            } else {
                return nil
            }
        // What follows needs white space before it.
        case .string, .heredoc, .rightParenthesis, .rightBrace, .notMatches: return nil
        default: (form, start, text) = (.bare, before.count, "")
        }
    }

    /// Whether the text ends in the lines of a here-document, not in the line that begins it.
    private static func isInHeredoc(_ lexed: LexedSource, _ last: Token?) -> Bool {
        lexed.open.contains(.heredoc) && last?.kind == .newline
    }

    private init(_ form: Form, _ start: Int, _ text: String) {
        (self.form, self.start, self.text) = (form, start, text)
    }

    /// A variable that a text ends with.
    private struct Variable {
        let name: String
        let member: String?

        func piece(endingAt end: Int) -> CompletionPiece {
            if let member { return CompletionPiece(.variable(memberOf: name), end - member.utf8.count, member) }
            return CompletionPiece(.variable(memberOf: nil), end - name.utf8.count, name)
        }
    }

    private static func variable(_ typed: String) -> Variable? {
        guard let dollar = typed.lastIndex(of: "$") else { return nil }
        let parts = typed[typed.index(after: dollar)...].split(separator: ".", omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count <= 2,
            parts.allSatisfy({ $0.isEmpty || Identifier.isValid(String($0)) })
        else { return nil }
        return Variable(name: String(name), member: parts.dropFirst().first.map(String.init))
    }
}
