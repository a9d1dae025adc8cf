/// The brackets that are open at a place. A `;` or a brace gives up the open parentheses: a missing `)` spoils one
/// statement, not the rest of the script.
struct OpenBrackets<Place> {
    private var stack: [(isBrace: Bool, place: Place)] = []

    var isEmpty: Bool { stack.isEmpty }

    /// The number of open brackets.
    var depth: Int { stack.count }

    /// Takes the next token into account.
    ///
    /// - Returns: The places of the parentheses that can no longer be closed.
    mutating func pass(_ kind: Token.Kind, _ place: Place) -> [Place] {
        switch kind {
        case .leftParenthesis, .unclosedParenthesis: stack.append((false, place))
        case .rightParenthesis: if stack.last?.isBrace == false { stack.removeLast() }
        case .semicolon: return giveUpParentheses()
        case .leftBrace:
            let lost = giveUpParentheses()
            stack.append((true, place))
            return lost
        case .rightBrace:
            let lost = giveUpParentheses()
            _ = stack.popLast()
            return lost
        default: break
        }
        return []
    }

    /// Drops the open parentheses back to the last open brace, and returns their places.
    mutating func giveUpParentheses() -> [Place] {
        var lost: [Place] = []
        while let last = stack.last, !last.isBrace {
            lost.append(last.place)
            stack.removeLast()
        }
        return lost
    }
}

extension LexedSource {
    /// Pairs the brackets: a `(` without its `)` becomes `unclosedParenthesis`, and line ends between paired
    /// parentheses are removed.
    mutating func pairBrackets() {
        var brackets = OpenBrackets<Int>()
        for index in tokens.indices {
            for unclosed in brackets.pass(tokens[index].kind, index) { tokens[unclosed].kind = .unclosedParenthesis }
        }
        if !brackets.isEmpty { open.insert(.bracket) }
        for unclosed in brackets.giveUpParentheses() { tokens[unclosed].kind = .unclosedParenthesis }
        dropLineEndsInParentheses()
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
