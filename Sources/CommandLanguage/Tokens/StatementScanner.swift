/// Says after each line whether the statements that are typed or piped in are complete. The answer is
/// `ParseResult.isIncomplete` of all lines together, but each line is read only once.
public struct StatementScanner {
    private var brackets = OpenBrackets<Void>()
    private var heredocs: [PendingHeredoc] = []
    /// Here-documents of a line that is not yet complete.
    private var announced: [PendingHeredoc] = []
    /// The quote of the string that is open; nil if none is.
    private var openQuote: UInt8?
    private var isContinued = false

    /// A scanner that has seen nothing yet.
    public init() {}

    /// Whether the lines so far end within something open: a brace, a parenthesis, a string, a here-document or a
    /// continued line.
    public var isIncomplete: Bool {
        !brackets.isEmpty || !heredocs.isEmpty || openQuote != nil || isContinued
    }

    /// Whether no further lines can make the lines so far valid: more brackets are open than may be.
    public var isHopeless: Bool { brackets.depth > Parser.maximumDepth }

    /// Takes the next line, without its line end. Linear in its length.
    public mutating func append(line: some Sequence<UInt8>) {
        var line = Array(line)
        if line.last == Ascii.carriageReturn { line.removeLast() }
        if let heredoc = heredocs.first {
            if heredoc.isClosed(by: line) { heredocs.removeFirst() }
            return
        }
        // Of the lines before, only an open string matters, which this line may end.
        let opening = openQuote.map { [$0] } ?? []
        let lexed = Lexer.lex(Source(name: nil, bytes: opening + line + [Ascii.newline]))
        for token in lexed.tokens { _ = brackets.pass(token.kind, ()) }
        announced += lexed.heredocs
        openQuote = lexed.openQuote
        isContinued = lexed.open.contains(.line)
        if openQuote == nil, !isContinued { (heredocs, announced) = (announced, []) }
    }
}

extension PendingHeredoc {
    /// Whether a line, without its line end, closes the here-document.
    func isClosed(by line: some Collection<UInt8>) -> Bool {
        guard stripsIndentation else { return line.elementsEqual(terminator) }
        return line.drop { $0 == Ascii.space || $0 == Ascii.tab }.elementsEqual(terminator)
    }
}
