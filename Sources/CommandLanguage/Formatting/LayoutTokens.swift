/// The tokens of a source as the layout writes them.
struct LayoutTokens {
    let lexed: LexedSource
    let roles: [TokenRole]
    /// The lines of the here-document that a token begins.
    private let bodies: [Int: SourceRange]
    /// The line end of the source.
    let lineEnd: [UInt8]
    let lists: LayoutLists

    /// - Precondition: The source was read without diagnostics.
    init(lexed: LexedSource, roles: [TokenRole]) {
        self.lexed = lexed
        self.roles = roles
        lists = LayoutLists(lexed, roles)
        let heredocs = lexed.tokens.indices.filter { lexed.tokens[$0].kind == .heredoc }
        bodies = Dictionary(uniqueKeysWithValues: zip(heredocs, lexed.heredocBodies))
        let first = lexed.tokens.first { $0.kind == .newline }?.range.lower ?? 0
        let isReturned = first > 0 && lexed.source.bytes[first - 1] == Ascii.carriageReturn
        lineEnd = isReturned ? [Ascii.carriageReturn, Ascii.newline] : [Ascii.newline]
    }

    /// The text of a token; nil for one that the layout omits.
    func text(_ index: Int) -> String? {
        let text = lexed.source.text(lexed.tokens[index].range)
        switch roles[index] {
        case .keyword, .literal, .function, .option: return text.lowercased()
        case .optionEquals: return nil
        case .plain, .member, .variableName, .field, .file, .sign, .fieldEquals, .columnEquals, .columnEnd:
            return text
        }
    }

    /// The lines of the here-document that a token begins, each with its line end.
    func body(_ index: Int) -> ArraySlice<UInt8>? {
        bodies[index].map { lexed.source.bytes[$0.lower..<$0.upper] }
    }

    /// Whether there is a space between two adjacent tokens.
    func hasSpace(between last: Int, _ next: Int) -> Bool {
        let (lastKind, nextKind) = (lexed.tokens[last].kind, lexed.tokens[next].kind)
        if lastKind == .leftParenthesis || nextKind == .rightParenthesis || nextKind == .comma { return false }
        if lastKind == .leftBrace, nextKind == .rightBrace { return false }
        switch roles[next] {
        case .member, .fieldEquals, .columnEquals, .columnEnd: return false
        default: break
        }
        switch roles[last] {
        case .fieldEquals, .columnEquals: return false
        case .function, .sign: return nextKind != .leftParenthesis
        default: return true
        }
    }

    /// Whether a long statement may be continued on the next line between two tokens that have a space between them.
    func canBreak(between last: Int, _ next: Int) -> Bool {
        switch lexed.tokens[last].kind {
        case .comma: return true
        case .equals, .rightBrace: return roles[next] == .option
        default: break
        }
        if next + 1 < roles.count, roles[next + 1] == .fieldEquals { return true }
        if roles[next] == .option { return true }
        return roles[next] == .keyword && roles[last] != .keyword && !["in", "not"].contains(text(next))
    }
}
