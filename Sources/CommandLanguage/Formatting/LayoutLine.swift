/// What the layout puts on one line, or on a line and its continuations.
struct LayoutLine {
    enum Piece {
        /// The index of a token.
        case token(Int)
        /// A comment between parentheses, after which the statement goes on.
        case comment(SourceRange, isOnOwnLine: Bool)
    }

    /// A statement, or the part of one up to its `{`; empty if only a comment stands on the line.
    var pieces: [Piece] = []
    /// The comment at the end.
    var comment: SourceRange?
    /// How many blocks are around it.
    let depth: Int
    /// Whether an empty line stands before it.
    let followsEmptyLine: Bool
}

/// A piece of a line of the layout: before each but the first stands a blank or a continued line end.
enum LayoutPart {
    /// - heredocs: The lines of the here-documents that begin in the text.
    /// - isFollowed: Whether another text follows, for which the line may have to be continued.
    case text(String, heredocs: [ArraySlice<UInt8>], isFollowed: Bool)
    /// A comment between parentheses.
    case comment(SourceRange, isOnOwnLine: Bool)
}

extension LayoutTokens {
    /// The pieces of a line.
    func parts(of line: LayoutLine) -> [LayoutPart] {
        var parts: [LayoutPart] = []
        var text = ""
        var heredocs: [ArraySlice<UInt8>] = []
        var last: Int?
        func close(isFollowed: Bool) {
            if !text.isEmpty { parts.append(.text(text, heredocs: heredocs, isFollowed: isFollowed)) }
            (text, heredocs) = ("", [])
        }
        for piece in line.pieces {
            switch piece {
            case .comment(let comment, let isOnOwnLine):
                close(isFollowed: false)
                parts.append(.comment(comment, isOnOwnLine: isOnOwnLine))
            case .token(let index):
                guard let written = self.text(index) else { continue }
                if let last, !text.isEmpty, hasBlank(between: last, index) {
                    if canBreak(between: last, index) { close(isFollowed: true) } else { text += " " }
                }
                text += written
                if let body = body(index) { heredocs.append(body) }
                last = index
            }
        }
        close(isFollowed: false)
        return parts
    }
}
