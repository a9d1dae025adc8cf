/// Says, line by line, whether statements that are typed or piped in are complete: the same as
/// `ParseResult.isIncomplete` of all lines together, without reading all of them again for each.
public struct StatementScanner {
    private var brackets = OpenBrackets<Void>()
    private var heredocs: [PendingHeredoc] = []
    /// The lines of a string or of a continued line that is not complete.
    private var unfinished: [UInt8] = []

    /// A scanner that has seen nothing yet.
    public init() {}

    /// Whether the lines so far end within something open: a brace, a parenthesis, a string, a here-document or a
    /// continued line.
    public var isIncomplete: Bool {
        !brackets.isEmpty || !heredocs.isEmpty || !unfinished.isEmpty
    }

    /// Takes the next line, without its line end.
    public mutating func append(line: some Sequence<UInt8>) {
        var line = Array(line)
        if line.last == Ascii.carriageReturn { line.removeLast() }
        if let heredoc = heredocs.first {
            if heredoc.isClosed(by: line) { heredocs.removeFirst() }
            return
        }
        unfinished += line
        unfinished.append(Ascii.newline)
        let lexed = Lexer.lex(Source(name: nil, bytes: unfinished))
        if lexed.open.contains(.string) || lexed.open.contains(.line) { return }
        unfinished = []
        heredocs = lexed.heredocs
        for token in lexed.tokens { _ = brackets.pass(token.kind, ()) }
    }
}

extension PendingHeredoc {
    /// Whether a line, without its line end, is the closing line.
    func isClosed(by line: some Collection<UInt8>) -> Bool {
        guard stripsIndentation else { return line.elementsEqual(terminator) }
        return line.drop { $0 == Ascii.space || $0 == Ascii.tab }.elementsEqual(terminator)
    }
}
