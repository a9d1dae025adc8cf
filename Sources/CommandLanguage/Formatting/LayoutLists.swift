/// The lists of a source: what is in parentheses and has commas, apart from the arguments of a function.
struct LayoutLists {
    /// The last token of each list, by its first.
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
                // A query in parentheses has commas between the fields that it sorts by.
                let isCall = list.index > 0 && roles[list.index - 1] == .function
                if !isCall, roles[list.index + 1] != .keyword { ends[list.index] = index }
            default: break
            }
        }
        self.ends = ends
    }

    /// Where a list ends that is laid out with an element a line: one that somebody has begun on a new line, or that is too
    /// long for one. Nil for any other token.
    ///
    /// - Parameter depth: How many blocks are around the list.
    func endOfColumn(_ index: Int, depth: Int) -> Int? {
        guard let end = ends[index] else { return nil }
        let gap = source.bytes[tokens[index].range.upper..<tokens[index + 1].range.lower]
        if gap.contains(Ascii.newline) { return end }
        let room = Formatter.width - (depth + 1) * Formatter.indentation
        var width = 0
        for token in tokens[index...end] where width <= room {
            width += source.text(token.range).displayWidth + (token.kind == .comma ? 1 : 0)
        }
        return width > room ? end : nil
    }
}
