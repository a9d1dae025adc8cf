extension InspectedScript {
    /// Several lines of a script that an editor can fold.
    public struct Fold: Hashable, Sendable {
        /// What is folded away.
        public enum Kind: Sendable {
            case block, comment, heredoc
        }

        /// What is folded: code or a comment.
        public let kind: Kind
        /// From the line that stays visible to the last that is hidden.
        public let range: SourceRange
    }

    /// The blocks, the here-documents and the multi-line comments, by place. Blocks are found by their braces, so that
    /// folds survive a mistake in a statement.
    public var folds: [Fold] {
        let all = blocks + lexed.heredocBodies.map { Fold(kind: .heredoc, range: $0) } + comments
        return all.filter { source.lineIndex(at: $0.range.lower) < source.lineIndex(at: $0.range.upper - 1) }
            .sorted { $0.range.lower < $1.range.lower }
    }

    private var blocks: [Fold] {
        var open: [SourceRange] = []
        var found: [Fold] = []
        for token in lexed.tokens {
            if token.kind == .leftBrace { open.append(token.range) }
            guard token.kind == .rightBrace, let start = open.popLast() else { continue }
            found.append(Fold(kind: .block, range: start.union(token.range)))
        }
        return found
    }

    /// The comments, adjacent ones merged.
    private var comments: [Fold] {
        var found: [SourceRange] = []
        for comment in lexed.comments where isAlone(comment) {
            if let last = found.last, source.lineIndex(at: last.upper) + 1 == source.lineIndex(at: comment.lower) {
                found[found.count - 1] = last.union(comment)
            } else {
                found.append(comment)
            }
        }
        return found.map { Fold(kind: .comment, range: $0) }
    }

    /// Whether a comment has its line to itself.
    private func isAlone(_ comment: SourceRange) -> Bool {
        let line = source.lineRange(source.lineIndex(at: comment.lower))
        return source.bytes[line.lower..<comment.lower].allSatisfy { $0 == Ascii.space || $0 == Ascii.tab }
    }
}
