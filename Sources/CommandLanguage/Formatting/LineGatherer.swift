/// Divides tokens and comments into lines of the layout.
struct LineGatherer {
    private let lexed: LexedSource
    private var finished: [LayoutLine] = []
    private var current: LayoutLine?
    private var depth = 0
    private var parentheses = 0
    /// The number of line ends since the last token or comment.
    private var lineEnds = 0
    /// The offset at which the last token or comment ends.
    private var end = 0

    init(_ lexed: LexedSource) {
        self.lexed = lexed
    }

    mutating func lines() -> [LayoutLine] {
        var comments = lexed.comments[...]
        for (index, token) in lexed.tokens.enumerated() {
            while let comment = comments.first, comment.lower < token.range.lower {
                take(comment: comment)
                comments.removeFirst()
            }
            take(token, index)
        }
        return finished
    }

    private mutating func take(_ token: Token, _ index: Int) {
        switch token.kind {
        case .newline:
            finish()
            lineEnds += 1
        case .semicolon, .endOfFile: finish()
        case .leftBrace:
            append(.token(index))
            finish()
            depth += 1
        case .rightBrace: close(index)
        default:
            if token.kind == .leftParenthesis { parentheses += 1 }
            if token.kind == .rightParenthesis { parentheses -= 1 }
            append(.token(index))
        }
        end = token.range.upper
    }

    private mutating func append(_ piece: LayoutLine.Piece) {
        if current == nil { current = newLine() }
        current?.pieces.append(piece)
        lineEnds = 0
    }

    private func newLine() -> LayoutLine {
        let canFollowEmptyLine = !finished.isEmpty && !endsWithOpenBrace
        return LayoutLine(depth: depth, followsEmptyLine: lineEnds > 1 && canFollowEmptyLine)
    }

    private mutating func finish() {
        if let current { finished.append(current) }
        current = nil
    }

    /// Whether the last line is the head of a block that is still empty.
    private var endsWithOpenBrace: Bool {
        guard case .token(let index) = finished.last?.pieces.last else { return false }
        return lexed.tokens[index].kind == .leftBrace
    }

    /// Takes a `}`; an empty block stays on one line.
    private mutating func close(_ index: Int) {
        finish()
        lineEnds = 0
        depth -= 1
        if endsWithOpenBrace, finished.last?.comment == nil { current = finished.popLast() }
        append(.token(index))
    }

    private mutating func take(comment: SourceRange) {
        defer {
            lineEnds = 0
            end = comment.upper
        }
        if parentheses > 0 {
            let isOnOwnLine = lexed.source.bytes[end..<comment.lower].contains(Ascii.newline)
            append(.comment(comment, isOnOwnLine: isOnOwnLine))
        } else if current != nil {
            current?.comment = comment
        } else if lineEnds == 0, !finished.isEmpty {
            finished[finished.count - 1].comment = comment
        } else {
            var line = newLine()
            line.comment = comment
            finished.append(line)
        }
    }
}
