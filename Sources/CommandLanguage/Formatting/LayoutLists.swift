import Recipients

/// The lists of a source: parentheses that contain commas, except those around the arguments of a function.
struct LayoutLists {
    /// The index of the last token of each list, by that of the first.
    private let ends: [Int: Int]
    private let source: Source
    private let tokens: [Token]

    init(_ lexed: LexedSource, _ roles: [TokenRole]) {
        source = lexed.source
        tokens = lexed.tokens
        var ends: [Int: Int] = [:]
        var open: [(index: Int, hasComma: Bool)] = []
        for (index, token) in lexed.tokens.enumerated() {
            switch token.kind {
            case .leftParenthesis: open.append((index, false))
            case .comma where !open.isEmpty: open[open.count - 1].hasComma = true
            case .rightParenthesis:
                guard let list = open.popLast(), list.hasComma else { continue }
                // A query in parentheses may have commas too, between the fields that it sorts by.
                let isCall = list.index > 0 && roles[list.index - 1] == .function
                if !isCall, roles[list.index + 1] != .keyword { ends[list.index] = index }
            default: break
            }
        }
        self.ends = ends
    }

    /// The last token of a list that gets one element a line: one that was begun on a new line, or that is too long for
    /// one line. Nil for any other token.
    ///
    /// - Parameters:
    ///   - index: The index of its first token.
    ///   - depth: How many blocks are around the list.
    func endOfColumn(_ index: Int, depth: Int) -> Int? {
        guard let end = ends[index] else { return nil }
        let gap = source.bytes[tokens[index].range.upper..<tokens[index + 1].range.lower]
        if gap.contains(Ascii.newline) { return end }
        let room = Formatter.width - (depth + 1) * Formatter.indentation
        var width = 0
        for token in tokens[index...end] where width <= room {
            width += TextWidth.of(source.text(token.range)) + (token.kind == .comma ? 1 : 0)
        }
        return width > room ? end : nil
    }
}
