import Interpreter
import Recipients

extension WordWrap {
    /// The lines of a page of help, safe for a terminal. Lines that are wider than the window are wrapped between
    /// words: the lines of a paragraph are filled anew, and what stands behind a term stays in its column. Examples
    /// stay on one line, since people copy them, and the first part of a statement may be another one.
    ///
    /// - Parameters:
    ///   - parts: The page. Paragraphs begin at the margin; terms, statements and what explains them are indented, and
    ///     so are examples.
    ///   - width: The width of the window, in columns; nil for no limit.
    static func page(_ parts: [CommandResult.PagePart], width: Int?) -> [String] {
        parts.flatMap { part in
            if let indentation = part.indentation {
                let edge = min(indentation, (width ?? .max) / 2)
                let room = min(width ?? .max, standardWidth) - edge
                return lines(part.text.visible(), room, indent: 0).map { spaces(edge) + $0 }
            }
            let lines = part.text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).visible() }
            guard let width else { return lines }
            return page(lines, areExamples: part.holdsExamples, width)
        }
    }

    private static func page(_ lines: [String], areExamples: Bool, _ width: Int) -> [String] {
        var page: [String] = []
        var paragraph: [String] = []
        for line in lines {
            if line.isEmpty || line.hasPrefix(" ") {
                page += filled(paragraph, width) + (areExamples ? [line] : hanging(line, width))
                paragraph = []
            } else {
                paragraph.append(line)
            }
        }
        return page + filled(paragraph, width)
    }

    private static func filled(_ paragraph: [String], _ width: Int) -> [String] {
        guard paragraph.contains(where: { TextWidth.of($0) > width }) else { return paragraph }
        return lines(paragraph.joined(separator: " "), width, indent: 0)
    }

    /// An indented line, which may be a term, two or more spaces and its meaning.
    private static func hanging(_ line: String, _ width: Int) -> [String] {
        guard TextWidth.of(line) > width else { return [line] }
        let characters = Array(line)
        let margin = characters.firstIndex { $0 != " " } ?? 0
        let meaning =
            characters.indices.last { index in
                index > margin + 2 && characters[index] != " "
                    && characters[(index - 2)..<index].allSatisfy { $0 == " " }
            } ?? margin
        guard meaning > margin else {
            let edge = min(margin, width / 2)
            return lines(String(characters[margin...]), width - edge, indent: 2).map { spaces(edge) + $0 }
        }
        let start = String(characters[..<meaning])
        let column = TextWidth.of(start)
        if width - column >= leastWidth {
            return lines(String(characters[meaning...]), width - column, indent: 0).enumerated()
                .map { ($0 == 0 ? start : spaces(column)) + $1 }
        }
        let edge = min(margin + 4, width / 2)
        return hanging(start.trimmedAtEnd, width)
            + lines(String(characters[meaning...]), width - edge, indent: 0).map { spaces(edge) + $0 }
    }

    /// The greatest width of paragraphs, in columns.
    private static let standardWidth = 80

    /// The least room for a meaning behind its term; where there is less, it stands below.
    private static let leastWidth = 24

    private static func lines(_ text: String, _ width: Int, indent: Int) -> [String] {
        self.text(text, width: width, indent: indent).split(separator: "\n").map(String.init)
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension String {
    /// The text without the spaces at its end.
    fileprivate var trimmedAtEnd: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
