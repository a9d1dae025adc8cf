/// The part before the cursor of the argument, keyword, variable or member that is being typed.
struct CompletionPiece {
    enum Form {
        case bare
        /// Quoted text without its closing quotation mark.
        case quoted
        /// `$name`; `text` is what follows the `$`.
        case variable
        /// `$name.member`, `(group A).member`; `text` is what follows the last `.`, without a quotation mark.
        case member(of: String, MemberPlace)
    }

    enum MemberPlace {
        case bare
        /// After an opening quotation mark.
        case quoted
        /// Interpolated in a text, where a member cannot be quoted.
        case text
    }

    let form: Form
    /// Whether it is within `"${…}"`.
    private(set) var isInBraces = false
    /// The offset at which it begins.
    let start: Int
    /// Its text, without quotation marks.
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
            self.init(.bare, before.count, "")
            return
        }
        let typed = source.text(token.range)
        let isQuoted = before[token.range.lower] == Ascii.doubleQuote || before[token.range.lower] == Ascii.singleQuote
        switch token.kind {
        case .word, .invalid:
            if let owner = Self.owner(before: token, in: lexed) {
                self.init(memberOf: owner, typed, endingAt: before.count)
            } else if token.kind == .word {
                self.init(.bare, token.range.lower, typed)
            } else {
                self.init(open: typed, isQuoted: isQuoted, lexed, token)
            }
        case .variable: self.init(open: typed, isQuoted: isQuoted, lexed, token)
        // White space is needed before anything that follows these.
        case .string, .heredoc, .rightParenthesis, .rightBrace, .notMatches: return nil
        default: self.init(.bare, before.count, "")
        }
    }

    /// A variable, or a text without its closing quotation mark.
    private init?(open typed: String, isQuoted: Bool, _ lexed: LexedSource, _ token: Token) {
        let end = token.range.upper
        let isOpen = token.kind == .invalid && isQuoted && lexed.open.contains(.string)
        let canInterpolate = !isQuoted || typed.first == "\""
        if canInterpolate, isOpen || !isQuoted, let variable = Self.variable(typed, isInText: isQuoted) {
            self.init(variable, endingAt: end)
        } else if isOpen {
            self.init(.quoted, token.range.lower, String(typed.dropFirst()))
        } else {
            return nil
        }
    }

    /// Whether the text ends in the lines of a here-document, not in the line that begins it.
    private static func isInHeredoc(_ lexed: LexedSource, _ last: Token?) -> Bool {
        lexed.open.contains(.heredoc) && last?.kind == .newline
    }

    private init(_ form: Form, _ start: Int, _ text: String) {
        (self.form, self.start, self.text) = (form, start, text)
    }

    // MARK: Members

    /// The parenthesised value, with the name of its function, before a token that begins with a `.`.
    private static func owner(before token: Token, in lexed: LexedSource) -> String? {
        guard !token.followsSpace, lexed.source.bytes[token.range.lower] == Ascii.dot,
            let place = lexed.tokens.lastIndex(where: { $0.range == token.range && $0.kind == token.kind }), place > 0,
            lexed.tokens[place - 1].kind == .rightParenthesis
        else { return nil }
        var depth = 0
        for index in lexed.tokens[..<place].indices.reversed() {
            if lexed.tokens[index].kind == .rightParenthesis { depth += 1 }
            if lexed.tokens[index].kind == .leftParenthesis { depth -= 1 }
            guard depth == 0 else { continue }
            let start = lexed.tokens[index].range.lower
            let isCall = index > 0 && lexed.tokens[index - 1].kind == .word && !lexed.tokens[index].followsSpace
            let first = isCall ? lexed.tokens[index - 1].range.lower : start
            return lexed.source.text(SourceRange(first, token.range.lower))
        }
        return nil
    }

    /// - Parameter typed: The members from the first `.` on.
    private init?(memberOf owner: String, _ typed: String, endingAt end: Int) {
        guard let path = Self.path(typed.dropFirst(), isInText: false) else { return nil }
        let earlier = path.names.dropLast().map { ".\($0)" }.joined()
        self.init(.member(of: owner + earlier, path.place), end - path.last.utf8.count, path.text)
    }

    private init(_ variable: Interpolation, endingAt end: Int) {
        let (path, isInText) = (variable.path, variable.isInText)
        let owner = path.names.dropLast().joined(separator: ".")
        let place = isInText ? MemberPlace.text : path.place
        let form: Form = owner.isEmpty ? .variable : .member(of: "$\(owner)", place)
        self.init(form, end - path.last.utf8.count, path.text)
        isInBraces = variable.isInBraces
    }

    private struct Interpolation {
        let path: Path
        let isInText: Bool
        let isInBraces: Bool
    }

    /// Names joined by dots; the last one may be empty, or in quotes that are still open.
    private struct Path {
        let names: [String]
        var last: String { names.last ?? "" }
        /// The last one without its quotation mark.
        var text: String { place == .quoted ? String(last.dropFirst()) : last }
        var place: MemberPlace { last.hasPrefix("\"") ? .quoted : .bare }
    }

    private static func path(_ typed: Substring, isInText: Bool) -> Path? {
        var names: [String] = []
        var rest = typed
        while true {
            let isQuoted = !isInText && rest.first == "\""
            var piece = rest.prefix { $0 != (isQuoted ? "\"" : ".") }
            if isQuoted {
                let inner = rest.dropFirst().prefix { $0 != "\"" }
                piece = rest[..<inner.endIndex]
                // With its closing quotation mark, it is complete.
                if inner.endIndex < rest.endIndex { piece = rest[...inner.endIndex] }
            } else if !piece.isEmpty, !Identifier.isValid(String(piece)) {
                return nil
            }
            names.append(String(piece))
            rest = rest[piece.endIndex...]
            guard rest.first == "." else { break }
            // An empty name has no members.
            if piece.isEmpty { return nil }
            rest = rest.dropFirst()
        }
        let isClosed = names.last.map { $0.count > 1 && $0.hasPrefix("\"") && $0.hasSuffix("\"") } ?? false
        return rest.isEmpty && !isClosed ? Path(names: names) : nil
    }

    /// The unfinished variable at the end of a text.
    private static func variable(_ typed: String, isInText: Bool) -> Interpolation? {
        guard let dollar = typed.lastIndex(of: "$") else { return nil }
        let rest = typed[typed.index(after: dollar)...]
        let isBraced = isInText && rest.first == "{"
        guard let path = path(isBraced ? rest.dropFirst() : rest, isInText: isInText),
            !isInText || isBraced || path.names.count <= 2, path.names.first?.hasPrefix("\"") != true
        else { return nil }
        return Interpolation(path: path, isInText: isInText, isInBraces: isBraced)
    }
}
