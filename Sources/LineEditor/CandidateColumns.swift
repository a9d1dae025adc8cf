import Rendering

/// Candidates side by side, read down the columns as `ls` does.
enum CandidateColumns {
    /// How many candidates are shown at most.
    static let limit = 200

    /// The lines, each with its end.
    static func text(_ candidates: [String], width: Int) -> String {
        let shown = candidates.prefix(limit).map {
            TextWidth.truncated(Escaping.visible($0), to: max(1, width - 1))
        }
        let column = (shown.map { TextWidth.of($0) }.max() ?? 0) + 2
        let columns = max(1, (width + 1) / column)
        let rows = (shown.count + columns - 1) / columns
        var text = ""
        for row in 0..<rows {
            var line = ""
            for index in stride(from: row, to: shown.count, by: rows) {
                let pad = index + rows < shown.count ? column - TextWidth.of(shown[index]) : 0
                line += shown[index] + String(repeating: " ", count: pad)
            }
            text += line + "\n"
        }
        let rest = candidates.count - shown.count
        return rest > 0 ? text + "… and \(rest) more\n" : text
    }
}
