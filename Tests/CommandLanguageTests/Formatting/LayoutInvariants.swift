@testable import CommandLanguage

/// What must hold of a text and its layout.
enum LayoutInvariants {
    /// The invariants that do not hold; none for a text with syntax errors, which has no layout.
    static func problems(of source: Source) -> [String] {
        guard let output = try? Formatter.text(of: source) else { return [] }
        let formatted = Source(name: nil, bytes: output)
        guard let again = try? Formatter.text(of: formatted) else { return ["the layout does not parse"] }
        var problems: [String] = []
        let text = String(decoding: output, as: UTF8.self)
        if again != output { problems.append("again: \(String(decoding: again, as: UTF8.self)) instead of \(text)") }
        let (before, after) = (Parser.parseWithTokens(source), Parser.parseWithTokens(formatted))
        if before.result.isIncomplete != after.result.isIncomplete, after.result.isIncomplete {
            problems.append("the layout is incomplete")
        }
        if Outline.of(before.result.script.statements) != Outline.of(after.result.script.statements) {
            problems.append("it means something else: \(text)")
        }
        if tokens(before.lexed, before.roles) != tokens(after.lexed, after.roles) {
            problems.append("other tokens: \(text)")
        }
        if comments(before.lexed) != comments(after.lexed) { problems.append("other comments: \(text)") }
        if texts(before.lexed) != texts(after.lexed) { problems.append("other texts: \(text)") }
        problems += layoutProblems(after.lexed, text)
        return problems
    }

    /// The tokens without layout, and with keywords in lower case.
    private static func tokens(_ lexed: LexedSource, _ roles: [TokenRole]) -> [String] {
        zip(lexed.tokens, roles).compactMap { token, role in
            let text = lexed.source.text(token.range)
            switch token.kind {
            case .newline, .semicolon, .endOfFile: return nil
            default: break
            }
            switch role {
            case .optionEquals: return nil
            case .keyword, .literal, .function, .option: return "\(role) \(text.lowercased())"
            default: return "\(role) \(text)"
            }
        }
    }

    /// What quoted texts and here-documents hold.
    private static func texts(_ lexed: LexedSource) -> [String] {
        lexed.strings.map { parts in
            parts.map { part in
                switch part {
                case .text(let text): text
                case .variable(let variable): "$\(([variable.name] + variable.members).map(\.text))"
                }
            }.joined()
        }
    }

    private static func comments(_ lexed: LexedSource) -> [String] {
        lexed.comments.map { comment in
            var text = Substring(lexed.source.text(comment))
            while let last = text.unicodeScalars.last, (9...13).contains(last.value) || last == " " {
                text.unicodeScalars.removeLast()
            }
            return String(text)
        }
    }

    /// White space at line ends and empty lines in a row, outside of texts and here-documents.
    private static func layoutProblems(_ lexed: LexedSource, _ text: String) -> [String] {
        var problems: [String] = []
        var last: UInt8 = 0
        for token in lexed.tokens where token.kind == .newline {
            last = token.range.lower > 0 ? lexed.source.bytes[token.range.lower - 1] : 0
            if last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { problems.append("blanks at an end: \(text)") }
        }
        let bytes = lexed.source.bytes
        if let last = bytes.last, last != UInt8(ascii: "\n") { problems.append("no line end: \(text)") }
        return problems
    }
}
