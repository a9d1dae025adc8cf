/// Breaks what is said at blanks, so that a window does not break it within words.
public enum WordWrap {
    /// The text with line ends in the place of blanks.
    ///
    /// - Parameters:
    ///   - text: One line.
    ///   - width: The window's, in cells; nil for no limit. A word that is wider stays whole.
    ///   - indent: How many blanks every line but the first begins with, where the window has room for that.
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
}
