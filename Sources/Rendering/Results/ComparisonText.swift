import Account
import Recipients

/// The difference between two states as a report: the counts, a line for each field, then the recipients that differ.
///
/// A recipient takes one line, or a line for each field if that is too long for the window. Old values are red, new
/// ones green.
struct ComparisonText {
    let style: Style
    /// The window's columns; nil for no limit.
    let width: Int?

    private static let margin = 2

    /// The lines, each created when it is needed: there may be very many.
    func lines(of comparison: StateComparison) -> some Sequence<String> {
        let rest = comparison.counts.differing - comparison.shown
        let ending = rest > 0 ? ["… and \(counted(rest, "more change", "more changes"))"] : []
        let changes = comparison.lazy.flatMap { lines(of: $0) }
        return [AnySequence(heading(of: comparison)), AnySequence(changes), AnySequence(ending)].lazy.joined()
    }

    /// The counts, and for each field the number of recipients in which it has changed.
    private func heading(of comparison: StateComparison) -> [String] {
        let counts = comparison.counts
        let words = [
            (counts.added, "added"), (counts.removed, "removed"), (counts.changed, "changed"),
            (counts.unchanged, "unchanged"),
        ].map { "\(NumberText.grouped($0)) \($1)" }
        let total = WordWrap.text(words.joined(separator: ", "), width: width, indent: Self.margin)
        let fields = comparison.fields.map { (name: $0.field.visible(), count: NumberText.grouped($0.changed)) }
        let column = fields.map { TextWidth.of($0.name) + $0.count.count }.max() ?? 0
        let lines = fields.map { name, count in
            let gap = max(0, column - TextWidth.of(name) - count.count) + Self.margin
            return String(repeating: " ", count: Self.margin) + name + String(repeating: " ", count: gap) + count
        }
        return total.split(separator: "\n").map(String.init) + lines
    }

    private func lines(of change: RecipientChange) -> [String] {
        var start = Words()
        start.append(change.kind.rawValue, change.kind.role)
        start.append(change.email.visible())
        guard change.kind == .changed else { return [start.text(style)] }
        let fields = change.fields.map { words(of: $0) }
        var line = start
        line.end(with: ":")
        for (index, field) in fields.enumerated() {
            line.append(field)
            if index < fields.count - 1 { line.end(with: ",") }
        }
        guard let width, line.width > width else { return [line.text(style)] }
        return [start.text(style)] + fields.flatMap { $0.lines(style, width: width, indent: Self.margin) }
    }

    private func words(of change: FieldChange) -> Words {
        var words = Words()
        words.append(change.field.visible())
        words.append(change.before?.visible().quoted ?? "(none)", .bad)
        words.append("→")
        words.append(change.after?.visible().quoted ?? "(none)", .good)
        return words
    }
}

/// Words with their roles, which are divided into lines before they are coloured.
private struct Words {
    private struct Word {
        let text: String
        let role: Role?
        /// A punctuation mark right after it, without colour.
        var mark = ""

        var width: Int { TextWidth.of(text) + mark.count }
    }

    private var words: [Word] = []

    /// The width of all of them on one line, in columns.
    var width: Int { words.reduce(words.count - 1) { $0 + $1.width } }

    /// Adds the words of a text.
    mutating func append(_ text: String, _ role: Role? = nil) {
        words += text.split(separator: " ", omittingEmptySubsequences: false).map { Word(text: String($0), role: role) }
    }

    mutating func append(_ other: Words) { words += other.words }

    /// Puts a punctuation mark after the last word.
    mutating func end(with mark: String) {
        if !words.isEmpty { words[words.count - 1].mark = mark }
    }

    /// All of them on one line.
    func text(_ style: Style) -> String { Self.text(words[...], style) }

    /// The words in lines, none of which is too long unless a single word is.
    ///
    /// - Parameters:
    ///   - style: The colours.
    ///   - width: The width of the window, in columns.
    ///   - indent: The spaces before the first line; further lines have twice as many.
    func lines(_ style: Style, width: Int, indent: Int) -> [String] {
        var lines: [String] = []
        var (start, used) = (0, indent)
        for (index, word) in words.enumerated() {
            if index > start, used + 1 + word.width > width {
                lines.append(Self.text(words[start..<index], style))
                (start, used) = (index, 2 * indent)
            }
            used += word.width + (index > start ? 1 : 0)
        }
        lines.append(Self.text(words[start...], style))
        return lines.enumerated().map { String(repeating: " ", count: $0 == 0 ? indent : 2 * indent) + $1 }
    }

    /// Adjacent words of the same role are coloured together.
    private static func text(_ words: ArraySlice<Word>, _ style: Style) -> String {
        var text = ""
        var run: [String] = []
        for (index, word) in zip(words.indices, words) {
            run.append(word.text)
            let next = index + 1 < words.endIndex ? words[index + 1] : nil
            if next?.role == word.role, word.mark.isEmpty, next != nil { continue }
            let painted = run.joined(separator: " ")
            text += (word.role.map { style.paint(painted, as: $0) } ?? painted) + word.mark + (next == nil ? "" : " ")
            run = []
        }
        return text
    }
}

extension RecipientChange.Kind {
    /// The colour of the word.
    fileprivate var role: Role {
        switch self {
        case .added: .good
        case .removed: .bad
        case .changed: .warning
        }
    }
}
