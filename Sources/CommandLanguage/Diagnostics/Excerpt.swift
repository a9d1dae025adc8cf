/// The line that a diagnostic quotes, as a terminal may show it, and the carets under it.
struct Excerpt {
    private(set) var line = ""
    private(set) var marker = ""

    /// How many bytes before and after the offending text are quoted at most; a line may be megabytes long.
    private static let context = 120

    /// - Parameter range: The offending text; of several lines, the first is quoted.
    init(of source: Source, _ range: SourceRange) {
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
    }

    /// Appends text as it may be shown: tabs as blanks, control characters as escapes.
    private mutating func append(_ text: String, marked: Bool) {
        for character in text {
            let shown: String
            if character == "\t" {
                let tabWidth = 4
                shown = String(repeating: " ", count: tabWidth - marker.count % tabWidth)
            } else {
                shown = String(character).visible()
            }
            line += shown
            marker += String(repeating: marked ? "^" : " ", count: shown.displayWidth)
        }
    }

    private static func boundary(_ offset: Int, in source: Source, notBefore lower: Int) -> Int {
        var offset = offset
        while offset > lower, offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }
}
