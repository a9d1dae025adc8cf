internal import CommandLanguage

extension String {
    /// The lines, without their ends; what follows a last line end is no line.
    var lines: [Substring] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The lines, each with blanks before it and a line end; empty ones stay empty.
    func indented(by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return lines.map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
    }
}
