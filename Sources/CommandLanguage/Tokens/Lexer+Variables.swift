extension Lexer {
    /// Reads `$name`, `$name.member.member` or `$name."a member"`.
    mutating func readVariable() {
        let start = position
        guard var end = endOfIdentifier(from: start + 1) else {
            position += 1
            report(.dollarWithoutName, SourceRange(start, position))
            append(.invalid, from: start)
            return
        }
        while end < bytes.count, bytes[end] == Ascii.dot, let next = endOfMember(from: end + 1) { end = next }
        position = end
        append(.variable, from: start)
    }

    /// The end of the members that begin with the `.` at an offset right after a parenthesis; nil if none of them is in
    /// quotes.
    func endOfQuotedMembers(from start: Int) -> Int? {
        guard let last = tokens.last, last.kind == .rightParenthesis, last.range.upper == start,
            start + 1 < bytes.count, Self.isQuote(bytes[start + 1])
        else { return nil }
        var end = start
        while end < bytes.count, bytes[end] == Ascii.dot, let next = endOfMember(from: end + 1) { end = next }
        return end > start ? end : nil
    }

    /// The end of a member's name, which may be in quotes; nil if none begins at the offset.
    private func endOfMember(from start: Int) -> Int? {
        guard start < bytes.count, Self.isQuote(bytes[start]) else { return endOfIdentifier(from: start) }
        let quote = bytes[start]
        let end = bytes[(start + 1)...].firstIndex { $0 == quote || $0 == Ascii.newline }
        return end.flatMap { bytes[$0] == quote && $0 > start + 1 ? $0 + 1 : nil }
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == Ascii.doubleQuote || byte == Ascii.singleQuote }

    /// The variable whose dotted name is in a range; nil if the name is malformed.
    static func variable(named range: SourceRange, of source: Source, in whole: SourceRange) -> Variable? {
        var names: [Name] = []
        var start = range.lower
        var rest = source.text(range)[...]
        while true {
            let quote = rest.first.flatMap { "\"'".contains($0) ? $0 : nil }
            let isQuoted = quote != nil
            let piece = isQuoted ? rest.dropFirst().prefix { $0 != quote } : rest.prefix { $0 != "." }
            guard isQuoted ? !piece.isEmpty : Identifier.isValid(String(piece)) else { return nil }
            let end = start + piece.utf8.count + (isQuoted ? 2 : 0)
            names.append(Name(String(piece), range: SourceRange(start, end)))
            rest = rest.dropFirst(piece.count + (isQuoted ? 2 : 0))
            if rest.isEmpty { break }
            guard rest.first == "." else { return nil }
            rest = rest.dropFirst()
            start = end + 1
        }
        guard let name = names.first else { return nil }
        return Variable(name: name, members: Array(names.dropFirst()), range: whole)
    }
}
