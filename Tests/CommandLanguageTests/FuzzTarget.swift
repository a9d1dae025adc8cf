@testable import CommandLanguage

/// What the fuzzer and the tests ask of any bytes whatever: that lexer, parser, checker and layout answer, and that the
/// answers fit together.
enum FuzzTarget {
    /// What does not hold; none for bytes that are answered well.
    static func problems(of bytes: [UInt8]) -> [String] {
        let source = Source(name: "fuzz", bytes: bytes)
        let (result, lexed, roles) = Parser.parseWithTokens(source)
        var problems = tilingProblems(lexed)
        if roles.count != lexed.tokens.count { problems.append("as many roles as tokens") }
        for diagnostic in result.diagnostics + Checker.check(result.script).prefix(100) {
            if diagnostic.text.isEmpty || diagnostic.json.contains("\n") { problems.append("a diagnostic") }
            if let range = diagnostic.range, range.upper > bytes.count { problems.append("a range beyond the end") }
        }
        if isIncompleteByLines(bytes) != result.isIncomplete, isText(bytes) { problems.append("the scanner of lines") }
        return problems + LayoutInvariants.problems(of: source)
    }

    /// Tokens, comments and here-documents follow one another in the source.
    private static func tilingProblems(_ lexed: LexedSource) -> [String] {
        let pieces = (lexed.tokens.map(\.range) + lexed.comments + lexed.heredocBodies).sorted {
            ($0.lower, $0.upper) < ($1.lower, $1.upper)
        }
        var offset = 0
        for piece in pieces {
            if piece.lower < offset || piece.upper > lexed.source.bytes.count { return ["tokens overlap"] }
            offset = piece.upper
        }
        return []
    }

    private static func isIncompleteByLines(_ bytes: [UInt8]) -> Bool {
        var scanner = StatementScanner()
        var lines = bytes.split(separator: Ascii.newline, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines { scanner.append(line: line) }
        return scanner.isIncomplete
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }
}
