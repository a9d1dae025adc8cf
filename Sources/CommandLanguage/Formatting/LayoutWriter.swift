import Recipients

/// Writes the lines of the layout.
struct LayoutWriter {
    private(set) var output: [UInt8] = []
    private let tokens: LayoutTokens
    /// The here-documents whose lines follow the line that is being written.
    private var heredocs: [ArraySlice<UInt8>] = []
    /// The width of the line so far, in columns.
    private var column = 0
    private var isAtLineStart = true
    /// The indentation of the line.
    private var indentation = 0
    /// The indentation of the last line that is not empty.
    private var lastIndentation = 0
    /// The indentation of the statement's continuation lines.
    private var innerIndentation = 0
    /// The indentation of the lines on which the open lists with one element a line begin.
    private var lists: [Int] = []
    /// Whether a `\` right before the line end would continue the line.
    private var endsWithBackslash = false

    init(_ tokens: LayoutTokens) {
        self.tokens = tokens
    }

    mutating func write(_ line: LayoutLine) {
        if line.followsEmptyLine { output += tokens.lineEnd }
        indentation = line.depth * Formatter.indentation
        innerIndentation = indentation + Formatter.indentation
        for part in tokens.parts(of: line) {
            switch part {
            case .text(let text, let heredocs, let isFollowed):
                separate(from: text, isFollowed: isFollowed)
                append(text)
                self.heredocs += heredocs
            case .lineEnd(let kind): breakList(kind)
            case .comment(let comment, let isOnOwnLine):
                // The statement continues on the next line, which needs no `\` between parentheses.
                if isOnOwnLine, !endsWithBackslash { endLine() }
                append(comment: comment)
                endLine()
            }
        }
        if let comment = line.comment {
            append(comment: comment)
        } else if endsWithBackslash {
            append(";")
        }
        endLine()
    }

    /// Continues with a text: on the same line if it fits, otherwise on the next.
    private mutating func separate(from text: String, isFollowed: Bool) {
        guard !isAtLineStart else { return }
        let firstLine = text.prefix { !$0.isNewline }
        let limit = isFollowed ? Formatter.width - 2 : Formatter.width
        if column + 1 + TextWidth.of(firstLine) <= limit {
            append(" ")
        } else {
            append(" \\")
            output += tokens.lineEnd
            beginContinuation()
        }
    }

    /// Ends a line within a list, which needs no `\` between parentheses.
    private mutating func breakList(_ kind: LayoutPart.ListBreak) {
        if kind == .opening { lists.append(lastIndentation) }
        // A `\` at the end of the line would continue it.
        if !endsWithBackslash { endLine() }
        let begin = (kind == .closing ? lists.popLast() : lists.last) ?? 0
        innerIndentation = begin + Formatter.indentation
        if isAtLineStart { indentation = kind == .closing ? begin : innerIndentation }
    }

    private mutating func append(comment: SourceRange) {
        if !isAtLineStart { append("  ") }
        append(text(of: comment))
    }

    /// A comment without white space at its end.
    private func text(of comment: SourceRange) -> String {
        let bytes = tokens.lexed.source.bytes
        var upper = comment.upper
        while upper > comment.lower, (0x09...0x0D).contains(bytes[upper - 1]) || bytes[upper - 1] == Ascii.space {
            upper -= 1
        }
        return tokens.lexed.source.text(SourceRange(comment.lower, upper))
    }

    private mutating func append(_ text: String) {
        if isAtLineStart {
            output += Array(repeating: Ascii.space, count: indentation)
            column = indentation
            lastIndentation = indentation
            isAtLineStart = false
        }
        output += text.utf8
        if let end = text.lastIndex(where: \.isNewline) {
            column = TextWidth.of(text[text.index(after: end)...])
        } else {
            column += TextWidth.of(text)
        }
        endsWithBackslash = text.utf8.last == Ascii.backslash
    }

    /// Ends a line that is not continued; the lines of its here-documents follow.
    private mutating func endLine() {
        guard !isAtLineStart else { return }
        output += tokens.lineEnd
        for heredoc in heredocs {
            output += heredoc
            if heredoc.last != Ascii.newline { output += tokens.lineEnd }
        }
        heredocs = []
        beginContinuation()
    }

    private mutating func beginContinuation() {
        isAtLineStart = true
        endsWithBackslash = false
        indentation = innerIndentation
    }
}
