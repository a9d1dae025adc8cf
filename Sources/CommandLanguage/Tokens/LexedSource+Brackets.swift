extension LexedSource {
    /// Pairs the brackets: a `(` without its `)` becomes `unclosedParenthesis`, and the line ends between paired
    /// parentheses go. A statement's end and braces close no parenthesis, so an unclosed one costs one statement.
    mutating func pairBrackets() {
        var open: [Int] = []
        for index in tokens.indices {
            switch tokens[index].kind {
            case .leftParenthesis: open.append(index)
            case .rightParenthesis:
                if let last = open.last, tokens[last].kind == .leftParenthesis { open.removeLast() }
            case .semicolon: giveUpParentheses(&open)
            case .leftBrace:
                giveUpParentheses(&open)
                open.append(index)
            case .rightBrace:
                giveUpParentheses(&open)
                _ = open.popLast()
            default: break
            }
        }
        if !open.isEmpty { isIncomplete = true }
        for index in open where tokens[index].kind == .leftParenthesis { tokens[index].kind = .unclosedParenthesis }
        dropLineEndsInParentheses()
    }

    private mutating func giveUpParentheses(_ open: inout [Int]) {
        while let last = open.last, tokens[last].kind == .leftParenthesis {
            tokens[last].kind = .unclosedParenthesis
            open.removeLast()
        }
    }

    private mutating func dropLineEndsInParentheses() {
        var depth = 0
        var kept = 0
        for index in tokens.indices {
            let token = tokens[index]
            switch token.kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth = max(0, depth - 1)
            case .newline where depth > 0: continue
            default: break
            }
            tokens[kept] = token
            kept += 1
        }
        tokens.removeLast(tokens.count - kept)
    }
}
