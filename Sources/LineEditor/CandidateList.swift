import Rendering

/// What could be before the cursor, as it is listed below the line. Nothing scrolls off the window unless the whole
/// list is asked for.
enum CandidateList {
    /// How many candidates are listed at most, however they are asked for.
    static let limit = 200
    /// How many of those with details are listed at first.
    static let limitOfDetailed = 10

    /// The lines, each with its end: those without details side by side, then the others, a line each, with how many are
    /// left out.
    ///
    /// - Parameters:
    ///   - candidates: All of them; of those with details, the last ones matter most.
    ///   - width: The window's.
    ///   - height: The window's; nil to list all.
    static func text(_ candidates: [CompletionAnswer.Candidate], width: Int, height: Int?) -> String {
        let detailed = candidates.filter { !$0.details.isEmpty }
        let shown = detailed.suffix(height == nil ? limit : limitOfDetailed)
        // The line itself, the one above it and what tells of others are in the window as well.
        let rows = height.map { max(1, $0 - shown.count - 4) }
        var text = columns(candidates.filter(\.details.isEmpty).map(\.shown), width: width, rows: rows)
        if shown.count < detailed.count { text += rest(detailed.count - shown.count, "earlier", isCut: height != nil) }
        return text + lines(shown, width: width)
    }

    private static func rest(_ count: Int, _ kind: String, isCut: Bool) -> String {
        "… and \(count) \(kind)\(isCut ? "; Tab shows them" : "")\n"
    }

    /// Candidates side by side, read down the columns as `ls` does.
    private static func columns(_ candidates: [String], width: Int, rows: Int?) -> String {
        let room = max(1, width - 1)
        let cut = candidates.prefix(limit).map { TextWidth.truncated($0.visible(), to: room) }
        let column = (cut.map { TextWidth.of($0) }.max() ?? 0) + 2
        let columns = max(1, (width + 1) / column)
        let shown = rows.map { Array(cut.prefix($0 * columns)) } ?? cut
        let count = (shown.count + columns - 1) / columns
        var text = ""
        for row in 0..<count {
            var line = ""
            for index in stride(from: row, to: shown.count, by: count) {
                let pad = index + count < shown.count ? column - TextWidth.of(shown[index]) : 0
                line += shown[index] + String(repeating: " ", count: pad)
            }
            text += line + "\n"
        }
        let left = candidates.count - shown.count
        return left > 0 ? text + rest(left, "more", isCut: shown.count < cut.count) : text
    }

    /// Candidates with their details in columns, the first of which is aligned to the right.
    private static func lines(_ candidates: ArraySlice<CompletionAnswer.Candidate>, width: Int) -> String {
        let cells = candidates.map { ([$0.shown] + $0.details).map { $0.visible() } }
        let count = cells.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            cells.map { column < $0.count ? TextWidth.of($0[column]) : 0 }.max() ?? 0
        }
        return cells.map { row in
            let padded = row.enumerated().map { column, cell in
                let pad = String(repeating: " ", count: widths[column] - TextWidth.of(cell))
                return column == 0 ? pad + cell : column == row.count - 1 ? cell : cell + pad
            }
            return TextWidth.truncated(padded.joined(separator: "  "), to: max(1, width - 1)) + "\n"
        }.joined()
    }
}
