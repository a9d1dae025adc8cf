/// Arguments without white space between them.
struct GluedArguments {
    var pieces: [Token]

    var range: SourceRange {
        pieces.dropFirst().reduce(pieces.first?.range ?? SourceRange(0, 0)) { $0.union($1.range) }
    }
}

extension Lexer {
    /// Notes that two arguments touch; where one of them has been reported already, there is no second complaint.
    mutating func noteGlued(_ last: Token, _ next: Token) {
        if let end = glued.last?.pieces.last?.range.upper, end == next.range.lower {
            glued[glued.count - 1].pieces.append(next)
        } else if last.kind != .invalid, next.kind != .invalid {
            glued.append(GluedArguments(pieces: [last, next]))
        }
    }

    mutating func reportGluedArguments() {
        for run in glued {
            if let name = hyphenatedName(run) {
                report(.hyphenatedVariable(name), run.range)
                continue
            }
            let holdOperator = run.pieces.contains(where: isOperator)
            report(.touchingArguments(quoted: quoted(run), holdOperator: holdOperator), run.range)
        }
    }

    /// The name of a variable that contains a `-`; nil for anything else.
    private func hyphenatedName(_ run: GluedArguments) -> String? {
        guard run.pieces.count == 2, run.pieces[0].kind == .variable, run.pieces[1].kind == .word else { return nil }
        let (name, rest) = (source.text(run.pieces[0].range).dropFirst(), source.text(run.pieces[1].range))
        guard !name.contains("."), rest.hasPrefix("-"), rest.dropFirst().first?.isLetter == true,
            rest.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        else { return nil }
        return name + rest
    }

    private func isOperator(_ token: Token) -> Bool {
        guard token.kind == .word else { return false }
        let text = source.text(token.range)
        guard let first = text.first else { return false }
        if text.hasSuffix("~") { return true }
        return "+-*/~".contains(first) && (text.count == 1 || Numeral.value(text.dropFirst()) != nil)
    }

    /// The run as one text in quotes; nil if that would be too long or hard to read.
    private func quoted(_ run: GluedArguments) -> String? {
        guard run.range.upper - run.range.lower <= 80 else { return nil }
        var text = ""
        for (index, piece) in run.pieces.enumerated() {
            let raw = source.text(piece.range)
            switch piece.kind {
            case .word: text += raw.replacing("\\", with: "\\\\")
            case .string where raw.hasPrefix("\""): text += raw.dropFirst().dropLast()
            case .variable:
                let next = index + 1 < run.pieces.count ? source.text(run.pieces[index + 1].range) : ""
                let follower = next.drop { $0 == "\"" }.unicodeScalars.first
                let extends = follower.map { $0 == "." || Identifier.holds($0, first: false) } ?? false
                text += extends ? "${\(raw.dropFirst())}" : raw
            default: return nil
            }
        }
        return text.contains("\n") ? nil : "\"\(text)\""
    }
}
