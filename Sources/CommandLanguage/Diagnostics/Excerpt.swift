import Recipients

/// The line that a diagnostic quotes, safe to show on a terminal, and the carets below it.
struct Excerpt {
    private(set) var line = ""
    private(set) var marker = ""

    /// How many bytes before and after the offending text are quoted at most: a line may be megabytes long.
    private static let context = 120

    /// - Parameters:
    ///   - source: The source to quote from.
    ///   - range: The offending text; if it is several lines long, the first is quoted.
    ///   - width: The columns that are available; nil for no limit.
    init(of source: Source, _ range: SourceRange, width: Int? = nil) {
        let whole = source.lineRange(source.lineIndex(at: range.lower))
        let lower = min(max(range.lower, whole.lower), whole.upper)
        let upper = min(max(range.upper, lower), whole.upper)
        var start = max(whole.lower, lower - Self.context)
        var markEnd = min(upper, lower + Self.context)
        var end = min(whole.upper, markEnd + Self.context)
        // Cut between characters, never within one.
        start = Self.boundary(start, in: source, notBefore: whole.lower)
        markEnd = Self.boundary(markEnd, in: source, notBefore: lower)
        end = Self.boundary(end, in: source, notBefore: markEnd)

        if start > whole.lower { append("…", marked: false) }
        append(source.text(SourceRange(start, lower)), marked: false)
        append(source.text(SourceRange(lower, markEnd)), marked: true)
        if !marker.contains("^") { marker += "^" }
        let marked = marker
        append(source.text(SourceRange(markEnd, end)), marked: false)
        if end < whole.upper { append("…", marked: false) }
        marker = marked
        while line.last == " " { line.removeLast() }
        if let width { fit(max(width, 8)) }
    }

    /// Shortens the line so that it does not wrap in a narrow window: first what is before and after the offending
    /// text, then the end of that text.
    private mutating func fit(_ width: Int) {
        let whole = TextWidth.of(line)
        guard whole > width else { return }
        let indent = marker.prefix { $0 == " " }.count
        // Some of the text before it shows the reader where it is.
        let start = max(0, min(indent - width / 4, whole - width))
        var shown: [Character] = []
        // The columns of the whole line between which it is shown.
        var (first, last) = (0, 0)
        for character in line {
            let end = last + TextWidth.of(character)
            if last < start {
                first = end
            } else if end - first > width {
                break
            } else {
                shown.append(character)
            }
            last = end
        }
        if last < whole, !shown.isEmpty { shown[shown.count - 1] = "…" }
        if start > 0, let cut = shown.first {
            // It may have taken two columns.
            first += TextWidth.of(cut) - 1
            shown[0] = "…"
        }
        let before = max(0, indent - first)
        let carets = max(1, min(marker.count - indent, width - before))
        (line, marker) = (String(shown), String(repeating: " ", count: before) + String(repeating: "^", count: carets))
    }

    /// Appends text in a form that is safe to show: tabs as spaces, control characters as escapes.
    private mutating func append(_ text: String, marked: Bool) {
        for character in text {
            let shown: String
            if character == "\t" {
                let tabWidth = 4
                shown = String(repeating: " ", count: tabWidth - marker.count % tabWidth)
            } else {
                shown = String(character).revealed()
            }
            line += shown
            marker += String(repeating: marked ? "^" : " ", count: TextWidth.of(shown))
        }
    }

    private static func boundary(_ offset: Int, in source: Source, notBefore lower: Int) -> Int {
        var offset = offset
        while offset > lower, offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }
}
