import Recipients

/// Splits a source into tokens.
struct Lexer {
    let source: Source
    let bytes: [UInt8]
    var position: Int
    var tokens: [Token] = []
    var strings: [[StringPart]] = []
    var comments: [SourceRange] = []
    var heredocBodies: [SourceRange] = []
    var problems = ProblemList()
    /// Where problems begin, including those that are not shown.
    var problemPlaces: [UInt32] = []
    /// The quote of the string that is open at the end of the source; nil if none is.
    var openQuote: UInt8?
    var open: OpenConstructs = []
    var pendingHeredocs: [PendingHeredoc] = []
    var unclosedHeredocs: [PendingHeredoc] = []
    var glued: [GluedArguments] = []
    private var followsSpace = true

    private init(_ source: Source) {
        self.source = source
        bytes = source.bytes
        position = source.contentStart
    }

    /// Lexes the whole source. In the result, brackets are paired, and there are no line ends between parentheses.
    static func lex(_ source: Source) -> LexedSource {
        var lexer = Lexer(source)
        if let (problem, range) = lexer.unreadable {
            lexer.report(problem, range)
            lexer.position = lexer.bytes.count
        }
        while lexer.position < lexer.bytes.count { lexer.readToken() }
        lexer.readHeredocBodies()
        lexer.append(.endOfFile, from: lexer.position)
        lexer.reportGluedArguments()
        var lexed = LexedSource(
            source: source,
            tokens: lexer.tokens,
            strings: lexer.strings,
            comments: lexer.comments,
            heredocBodies: lexer.heredocBodies,
            heredocs: lexer.unclosedHeredocs,
            problems: lexer.problems,
            problemPlaces: lexer.problemPlaces.sorted(),
            open: lexer.open,
            openQuote: lexer.openQuote
        )
        lexed.pairBrackets()
        lexed.problems.sort()
        return lexed
    }

    /// The byte that many bytes after the position, or 0 after the end.
    func peek(_ offset: Int = 0) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    /// Why the source is not read at all; nil if it is.
    private var unreadable: (SyntaxProblem, SourceRange)? {
        if bytes.count > Source.maximumBytes {
            return (.sourceTooLong(limit: Source.maximumBytes), SourceRange(position, position))
        }
        return source.invalidBytes.map { (.invalidEncoding, $0) }
    }

    private mutating func readToken() {
        let start = position
        switch bytes[position] {
        case Ascii.newline:
            position += 1
            append(.newline, from: start)
            readHeredocBodies()
            followsSpace = true
        case 0x09...0x0D, Ascii.space:
            position += 1
            followsSpace = true
        case Ascii.backslash where isLineEnd(at: position + 1):
            readContinuation()
        case Ascii.hash:
            while position < bytes.count, bytes[position] != Ascii.newline { position += 1 }
            comments.append(SourceRange(start, position))
            followsSpace = true
        case Ascii.doubleQuote: readDoubleQuoted()
        case Ascii.singleQuote: readSingleQuoted()
        case Ascii.dollar: readVariable()
        case UInt8(ascii: "="): readOperator(.equals, then: "=", .doubleEquals)
        case UInt8(ascii: ">"): readOperator(.greater, then: "=", .greaterOrEqual)
        case UInt8(ascii: "<"):
            if peek(1) == UInt8(ascii: "<") {
                readHeredocStart()
            } else {
                readOperator(.less, then: "=", .lessOrEqual)
            }
        case UInt8(ascii: "!"): readExclamationMark()
        case UInt8(ascii: "("): readPunctuation(.leftParenthesis)
        case UInt8(ascii: ")"): readPunctuation(.rightParenthesis)
        case Ascii.leftBrace: readPunctuation(.leftBrace)
        case Ascii.rightBrace: readPunctuation(.rightBrace)
        case UInt8(ascii: ","): readPunctuation(.comma)
        case UInt8(ascii: ";"): readPunctuation(.semicolon)
        case Ascii.dot where endOfQuotedMembers(from: position) != nil:
            position = endOfQuotedMembers(from: position) ?? position + 1
            append(.word, from: start)
        default:
            let space = unicodeSpaceLength(at: position)
            if space > 0 {
                position += space
                followsSpace = true
            } else {
                position = endOfWord(from: position)
                let hasQuotes = bytes[start..<position].contains { $0 >= 0x80 } && readTypographicQuotes(from: start)
                append(hasQuotes ? .invalid : .word, from: start)
            }
        }
    }

    /// After a word with typographic quotes, reads on to the end of the text that they open; false if there are no such
    /// quotes in it.
    private mutating func readTypographicQuotes(from start: Int) -> Bool {
        let word = source.text(SourceRange(start, position))
        guard word.contains(where: TypographicQuotes.contains) else { return false }
        if TypographicQuotes.isOpen(word) {
            let text = TypographicQuotes.opened(beginningOfLine(at: start))
            position = endOfWord(from: max(position, start + text.utf8.count))
        }
        let range = SourceRange(start, position)
        report(.typographicQuotes(straight: TypographicQuotes.straightened(source.text(range))), range)
        return true
    }

    private mutating func readPunctuation(_ kind: Token.Kind) {
        position += 1
        append(kind, from: position - 1)
    }

    private mutating func readOperator(_ kind: Token.Kind, then second: Unicode.Scalar, _ longer: Token.Kind) {
        let start = position
        let isLonger = UInt32(peek(1)) == second.value
        position += isLonger ? 2 : 1
        append(isLonger ? longer : kind, from: start)
    }

    private mutating func readExclamationMark() {
        let start = position
        if peek(1) == UInt8(ascii: "=") {
            position += 2
            append(.notEquals, from: start)
        } else if peek(1) == UInt8(ascii: "~") {
            position += 2
            append(.notMatches, from: start)
        } else {
            position += 1
            let opens = [UInt8(ascii: "("), Ascii.dollar].contains(peek()) || Self.isWordByte(peek())
            let isFirst = followsSpace || tokens.last?.isArgument != true
            report(
                .strayExclamationMark(isNegation: isFirst && opens && position < bytes.count),
                SourceRange(start, position))
            append(.invalid, from: start)
        }
    }

    /// A `\` before a line end: both count as white space.
    private mutating func readContinuation() {
        position += 1
        if peek() == Ascii.carriageReturn { position += 1 }
        if peek() == Ascii.newline { position += 1 }
        followsSpace = true
        if position >= bytes.count { open.insert(.line) }
    }

    /// Appends the token from `start` to the position. If it touches the argument before it, both become one invalid
    /// token.
    mutating func append(_ kind: Token.Kind, from start: Int, payload: Int = 0) {
        let token = Token(
            kind: kind,
            range: SourceRange(start, position),
            payload: UInt32(clamping: payload),
            followsSpace: followsSpace
        )
        defer { followsSpace = false }
        guard !followsSpace, token.isArgument, let last = tokens.last, last.isArgument else {
            tokens.append(token)
            return
        }
        noteGlued(last, token)
        tokens[tokens.count - 1].kind = .invalid
        tokens[tokens.count - 1].range = last.range.union(token.range)
    }

    mutating func report(_ problem: SyntaxProblem, _ range: SourceRange) {
        problemPlaces.append(UInt32(clamping: range.lower))
        problems.append(Diagnostic(problem, in: source, at: range), code: problem.code)
    }
}

extension Source {
    /// The first bytes that are not UTF-8; nil if there are none.
    fileprivate var invalidBytes: SourceRange? {
        let bytes = bytes
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return SourceRange(error.byteOffsets.lowerBound, error.byteOffsets.upperBound)
        }
    }

    /// What is wrong with a text that is not valid UTF-8; nil for one that is.
    public var encodingProblem: Diagnostic? {
        invalidBytes.map { Diagnostic(SyntaxProblem.invalidEncoding, in: self, at: $0) }
    }
}
