extension Lexer {
    /// Reads `$name` or `$name.member.member`.
    mutating func readVariable() {
        let start = position
        guard var end = endOfIdentifier(from: start + 1) else {
            position += 1
            report(.dollarWithoutName, SourceRange(start, position))
            append(.invalid, from: start)
            return
        }
        while end < bytes.count, bytes[end] == Ascii.dot, let next = endOfIdentifier(from: end + 1) { end = next }
        position = end
        append(.variable, from: start)
    }

    /// The variable whose dotted name stands in a range; nil if the names are not well formed.
    static func variable(named range: SourceRange, of source: Source, in whole: SourceRange) -> Variable? {
        var names: [Name] = []
        var start = range.lower
        for piece in source.text(range).split(separator: ".", omittingEmptySubsequences: false) {
            guard Identifier.isValid(String(piece)) else { return nil }
            let end = start + piece.utf8.count
            names.append(Name(String(piece), range: SourceRange(start, end)))
            start = end + 1
        }
        guard let name = names.first else { return nil }
        return Variable(name: name, members: Array(names.dropFirst()), range: whole)
    }
}
