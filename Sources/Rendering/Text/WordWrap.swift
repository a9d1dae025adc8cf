import Recipients

/// Wraps text at spaces, so that the window does not break words.
public enum WordWrap {
    /// The text with some of its spaces replaced by line ends.
    ///
    /// - Parameters:
    ///   - text: One line.
    ///   - width: The width of the window, in columns; nil for no limit. A word that is wider is not broken.
    ///   - indent: The number of spaces before every line but the first, where the window has room for that.
    public static func text(_ text: String, width: Int?, indent: Int) -> String {
        guard let width, TextWidth.of(text) > width else { return text }
        let margin = String(repeating: " ", count: indent * 4 < width ? indent : 0)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if line.isEmpty {
                line = (lines.isEmpty ? "" : margin) + word
            } else if TextWidth.of(line) + 1 + TextWidth.of(word) <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = margin + word
            }
        }
        return (lines + [line]).joined(separator: "\n")
    }

    /// Puts items on as few lines as possible, without breaking any.
    ///
    /// - Parameters:
    ///   - items: The items, in order.
    ///   - width: The width of the window, in columns; nil for no limit.
    ///   - gap: The number of spaces between two items on a line.
    static func lines(of items: [String], width: Int?, gap: Int) -> [String] {
        var lines: [String] = []
        for item in items {
            if let last = lines.last, TextWidth.of(last) + gap + TextWidth.of(item) <= width ?? .max {
                lines[lines.count - 1] = last + String(repeating: " ", count: gap) + item
            } else {
                lines.append(item)
            }
        }
        return lines
    }
}
