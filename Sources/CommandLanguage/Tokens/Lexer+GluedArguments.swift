import Recipients

/// Arguments without white space between them.
struct GluedArguments {
    var pieces: [Token]
    /// The index of the token that they become.
    let index: Int

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
            glued.append(GluedArguments(pieces: [last, next], index: tokens.count - 1))
        }
    }

    mutating func reportGluedArguments() {
        for run in glued {
            if let name = hyphenatedName(run) {
                report(.hyphenatedVariable(name), run.range)
                continue
            }
            if let (word, separated) = keyword(in: run) {
                report(.touchingKeyword(word, separated: separated), run.range)
                continue
            }
            if let name = assignedName(run) {
                let separated = run.pieces.count == 2 ? separated(run.pieces) : nil
                report(.touchingAssignment(name, separated: separated.map { $0 + "=…" }), run.range)
                continue
            }
            let operation = separatedOperation(run)
            // A "-" may be the end of a name.
            if let sign = operatorAtEdge(of: run), sign != "-" || operation != nil {
                report(.touchingOperator(sign, separated: operation), run.range)
                continue
            }
            let whole = quoted(run.pieces)
            let first = source.text(run.pieces[0].range)
            if let member = quotedMember(run.pieces) {
                report(.touchingMember(member, of: first, whole: run.pieces.count == 2 ? whole : nil), run.range)
            } else if isIndexed(run.pieces) {
                report(.touchingIndex(variable: first, whole: whole), run.range)
            } else {
                report(.touchingArguments(quoted: whole, separated: operation), run.range)
            }
        }
    }

    /// A variable with a member whose name needs quotes, with these: for `$r.1st`, `$r.Kd-Nr` and `$r["Kd Nr"]`; nil
    /// for anything else.
    private func quotedMember(_ pieces: [Token]) -> String? {
        guard pieces.first?.kind == .variable else { return nil }
        let (variable, rest) = (source.text(pieces[0].range), source.text(pieces[1].range))
        if pieces.count == 4, isIndexed(pieces), rest == "[", pieces[2].kind == .string {
            return "\(variable).\(source.text(pieces[2].range))"
        }
        guard pieces.count == 2, pieces[1].kind == .word, let sign = rest.first, let next = rest.dropFirst().first,
            rest.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        else { return nil }
        if sign == "." { return "\(variable).\"\(rest.dropFirst())\"" }
        // A number may be subtracted.
        guard sign == "-", next.isLetter, let dot = variable.lastIndex(of: "."), let last = variable.last,
            last != "\"", last != "'"
        else { return nil }
        return "\(variable[...dot])\"\(variable[variable.index(after: dot)...])\(rest)\""
    }

    /// Whether a variable is followed by something in brackets.
    private func isIndexed(_ pieces: [Token]) -> Bool {
        guard let last = pieces.last, pieces[0].kind == .variable, pieces[1].kind == .word, last.kind == .word else {
            return false
        }
        return source.text(pieces[1].range).hasPrefix("[") && source.text(last.range).hasSuffix("]")
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

    /// The name in `NAME=` that a run ends with; nil if it ends otherwise.
    private func assignedName(_ run: GluedArguments) -> String? {
        guard run.index + 1 < tokens.count, tokens[run.index + 1].kind == .equals,
            !tokens[run.index + 1].followsSpace, let last = run.pieces.last, last.kind == .word
        else { return nil }
        return source.text(last.range)
    }

    /// The operator that a run begins or ends with, where its other operand is beyond white space: for `"a"+ "b"`, `+`.
    /// Nil for what may also be a part of a name or a pattern.
    private func operatorAtEdge(of run: GluedArguments) -> String? {
        guard let first = run.pieces.first, let last = run.pieces.last else { return nil }
        for edge in [last, first] where edge.kind == .word {
            let sign = source.text(edge.range)
            if ["+", "-", "~"].contains(sign) { return sign }
        }
        return nil
    }

    /// The operation that a run is or belongs to, with white space around its operators; nil if it has none, if an
    /// operand is missing, or if it is too long for a hint.
    private func separatedOperation(_ run: GluedArguments) -> String? {
        let pieces = run.pieces.map(separatedOperator)
        guard pieces.contains(where: { $0 != nil }), let text = separated(run.pieces), let first = text.first,
            let last = text.last
        else { return nil }
        var operation = text
        if Parser.isOperator(first), pieces.first != .some(nil) {
            let left = operand(at: run.index - 1, mayBeField: first == "~")
            // It may be the sign of a value.
            guard left != nil || first == "-" else { return nil }
            operation = (left.map { "\($0) " } ?? "") + operation
        }
        if Parser.isOperator(last), pieces.last != .some(nil) {
            guard let right = operand(at: run.index + 1) else { return nil }
            operation += " \(right)"
        }
        return HintLength.argument.fits(operation) ? operation : nil
    }

    /// A token beside a run, as written, if it is an operand: a text, a variable, a number or a duration.
    ///
    /// - Parameters:
    ///   - index: The index of the token.
    ///   - mayBeField: Whether it is also one if it may be the name of a field.
    private func operand(at index: Int, mayBeField: Bool = false) -> String? {
        guard tokens.indices.contains(index) else { return nil }
        let text = source.text(tokens[index].range)
        switch tokens[index].kind {
        case .string, .variable: return text
        case .word:
            let isKeyword = Self.operators.union(Self.joints).contains(text.lowercased())
            let isField = mayBeField && Identifier.isValid(text) && !isKeyword
            return isField || Numeral.value(text) != nil || TimeSpan(text) != nil ? text : nil
        default: return nil
        }
    }

    /// Pieces with white space between them, and around the operators in them; nil if that is too long for a hint.
    private func separated(_ pieces: [Token]) -> String? {
        let text = pieces.map { separatedOperator($0) ?? source.text($0.range) }.joined(separator: " ")
        return HintLength.argument.fits(text) ? text : nil
    }

    /// A word with white space around the operator that it is, begins with or ends with; nil if it has none.
    private func separatedOperator(_ token: Token) -> String? {
        guard token.kind == .word else { return nil }
        let text = source.text(token.range)
        guard let first = text.first, let last = text.last else { return nil }
        if text.count == 1 { return Parser.isOperator(first) ? text : nil }
        let left = String(text.dropLast())
        let isNumber = Numeral.value(left) != nil || TimeSpan(left) != nil
        if last == "~" || last == "+" || Parser.isOperator(last) && isNumber { return "\(left) \(last)" }
        let rest = String(text.dropFirst())
        let isOperand = Numeral.value(rest) != nil || TimeSpan(rest) != nil || first == "+" && Identifier.isValid(rest)
        return Parser.isOperator(first) && isOperand ? "\(first) \(rest)" : nil
    }

    /// The first keyword of a run in the place of a keyword, and the run with white space around its keywords; nil if
    /// there is none.
    private func keyword(in run: GluedArguments) -> (String, separated: String?)? {
        // A line may be long, and many arguments on it may touch.
        let before = tokens[max(0, run.index - 100)..<run.index].reversed().prefix {
            !$0.endsStatement && $0.kind != .leftBrace && $0.kind != .rightBrace
        }
        let isFirst = before.isEmpty
        let words = (before.reversed() + run.pieces).prefix(4).prefix { $0.kind == .word }
            .map { source.text($0.range).lowercased() }
        let command = CommandTable.command(begunBy: words)
        var groups: [[Token]] = []
        var found: String?
        var wasKeyword = true
        for (index, piece) in run.pieces.enumerated() {
            let word = piece.kind == .word ? source.text(piece.range) : ""
            let isKeyword =
                isFirst && index == 0
                ? Statement.mayBegin(with: word)
                : Self.operators.contains(word.lowercased())
                    || command?.pattern.names(word.lowercased()) ?? Self.joints.contains(word.lowercased())
            if isKeyword { found = found ?? word }
            if isKeyword || wasKeyword { groups.append([piece]) } else { groups[groups.count - 1].append(piece) }
            wasKeyword = isKeyword
        }
        guard let found else { return nil }
        let texts = groups.map { $0.count == 1 ? source.text($0[0].range) : quoted($0) }
        return (found, texts.contains(nil) ? nil : texts.compactMap(\.self).joined(separator: " "))
    }

    private static let operators: Set<String> = ["and", "or", "not", "in"]

    /// The keywords of queries.
    private static let joints = Parser.clauses.union(["of", "by", "as", "asc", "desc"])

    /// Pieces as one text in quotes; nil if that would be too long or hard to read.
    private func quoted(_ pieces: [Token]) -> String? {
        guard let first = pieces.first, let last = pieces.last,
            HintLength.argument.fits(source.text(first.range.union(last.range)))
        else { return nil }
        var text = ""
        for (index, piece) in pieces.enumerated() {
            let raw = source.text(piece.range)
            switch piece.kind {
            case .word: text += raw.replacing("\\", with: "\\\\")
            case .string where raw.hasPrefix("\""): text += raw.dropFirst().dropLast()
            case .variable:
                let next = index + 1 < pieces.count ? source.text(pieces[index + 1].range) : ""
                let follower = next.drop { $0 == "\"" }.unicodeScalars.first
                let extends = follower.map { $0 == "." || Identifier.holds($0, first: false) } ?? false
                text += extends ? "${\(raw.dropFirst())}" : raw
            default: return nil
            }
        }
        return "\"\(text)\""
    }
}
