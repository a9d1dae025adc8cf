/// What the layout puts on one line, or on a line and its continuation lines.
struct LayoutLine {
    enum Piece {
        /// The index of a token.
        case token(Int)
        /// A comment between parentheses, after which the statement continues.
        case comment(SourceRange, isOnOwnLine: Bool)
    }

    /// A statement, or the part of one up to its `{`; empty if the line has only a comment.
    var pieces: [Piece] = []
    /// The comment at the end.
    var comment: SourceRange?
    /// How many blocks are around it.
    let depth: Int
    /// Whether there is an empty line before it.
    let followsEmptyLine: Bool
}

/// A piece of a line of the layout. Before each but the first comes a space or a continued line end.
enum LayoutPart {
    /// - Parameters:
    ///   - heredocs: The lines of the here-documents that begin in the text.
    ///   - isFollowed: Whether another text follows, for which the line may have to be continued.
    case text(String, heredocs: [ArraySlice<UInt8>], isFollowed: Bool)
    /// A comment between parentheses.
    case comment(SourceRange, isOnOwnLine: Bool)
    /// A line end between the elements of a list, after its `(` or before its `)`.
    case lineEnd(ListBreak)

    enum ListBreak {
        case opening, element, closing
    }
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
        // The open lists around a token: their last tokens, and whether their elements are on separate lines.
        var lists: [(end: Int, isColumn: Bool)] = []
        // To be written after the `(` or a comma of such a list, perhaps after a comment.
        var pending: LayoutPart.ListBreak?
        func endLine(_ kind: LayoutPart.ListBreak) {
            close(isFollowed: false)
            parts.append(.lineEnd(kind))
            pending = nil
        }
        for piece in line.pieces {
            switch piece {
            case .comment(let comment, let isOnOwnLine):
                if let kind = pending, isOnOwnLine { endLine(kind) } else { close(isFollowed: false) }
                parts.append(.comment(comment, isOnOwnLine: isOnOwnLine))
            case .token(let index):
                guard let written = self.text(index) else { continue }
                if let kind = pending {
                    endLine(kind)
                } else if let list = lists.last, list.isColumn, list.end == index {
                    endLine(.closing)
                } else if let last, !text.isEmpty, hasSpace(between: last, index) {
                    if canBreak(between: last, index) { close(isFollowed: true) } else { text += " " }
                }
                text += written
                if let body = body(index) { heredocs.append(body) }
                last = index
                pending = listBreak(after: index, within: &lists, depth: line.depth)
            }
        }
        close(isFollowed: false)
        return parts
    }

    /// Whether the line ends after a token of a list. Keeps track of the open lists.
    private func listBreak(
        after index: Int,
        within open: inout [(end: Int, isColumn: Bool)],
        depth: Int
    ) -> LayoutPart.ListBreak? {
        switch lexed.tokens[index].kind {
        case .leftParenthesis:
            let end = lists.endOfColumn(index, depth: depth)
            open.append((end ?? .max, end != nil))
            return end == nil ? nil : .opening
        case .rightParenthesis:
            _ = open.popLast()
            return nil
        case .comma where open.last?.isColumn == true:
            return open.last?.end == index + 1 ? nil : .element
        default: return nil
        }
    }
}
