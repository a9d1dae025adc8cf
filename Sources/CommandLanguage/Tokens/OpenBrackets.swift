/// The brackets that are open at a place. A statement's end and braces close no parenthesis, so an unclosed one
/// costs one statement and not the rest of the script.
struct OpenBrackets<Place> {
    private var stack: [(isBrace: Bool, place: Place)] = []

    var isEmpty: Bool { stack.isEmpty }

    /// Goes past a token.
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

    /// Drops the open parentheses down to the last open brace and returns their places.
    mutating func giveUpParentheses() -> [Place] {
        var lost: [Place] = []
        while let last = stack.last, !last.isBrace {
            lost.append(last.place)
            stack.removeLast()
        }
        return lost
    }
}
