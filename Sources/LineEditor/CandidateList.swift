import Recipients
import Rendering

/// The candidates as they are listed below the line. Nothing scrolls out of the window unless the whole list is
/// requested.
enum CandidateList {
    /// How many candidates are listed at most, even in the whole list.
    static let limit = 200
    /// How many candidates with details are listed at first.
    static let limitOfDetailed = 10

    /// The list: candidates without details side by side, then the others on one line each, and how many are left out.
    /// Every line has its end.
    ///
    /// - Parameters:
    ///   - candidates: All candidates; of those with details, the last ones matter most.
    ///   - width: The width of the window, in columns.
    ///   - height: The height of the window, in lines; nil for the whole list.
    static func text(_ candidates: [CompletionAnswer.Candidate], width: Int, height: Int?) -> String {
        let detailed = candidates.filter { !$0.details.isEmpty }
        let shown = detailed.suffix(height == nil ? limit : limitOfDetailed)
        // The window must also hold the line itself, the one above it, and the lines that count the rest.
        let rows = height.map { max(1, $0 - shown.count - 4) }
        var text = columns(candidates.filter(\.details.isEmpty).map(\.shown), width: width, rows: rows)
        if shown.count < detailed.count { text += rest(detailed.count - shown.count, "earlier", isCut: height != nil) }
        return text + lines(shown, width: width)
    }

    private static func rest(_ count: Int, _ kind: String, isCut: Bool) -> String {
        "… and \(count) \(kind)\(isCut ? "; Tab shows them" : "")\n"
    }

    /// Candidates side by side, to be read down the columns as with `ls`.
    private static func columns(_ candidates: [String], width: Int, rows: Int?) -> String {
        let room = max(1, width - 1)
        let cut = candidates.prefix(limit).map { TextWidth.cutInTheMiddle($0.visible(), to: room) }
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

    /// Candidates with their details in columns, the first of which is right-aligned.
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
