import Testing

@testable import CommandLanguage

@Suite struct ExcerptTests {
    /// Carets are in the columns that a terminal gives the text: a flag, a skin tone, a family, syllables in parts and
    /// ideographs take two.
    @Test(arguments: ["🇩🇪", "✌🏽", "👋🏽", "👩‍👩‍👧‍👦", "\u{1112}\u{1161}\u{11AB}", "日", "Kö"])
    func caretsStandBelowTheText(text: String) {
        let before = "print \"\(text)\" "
        let line = before + text + " print"
        let lower = before.utf8.count
        let excerpt = Excerpt(of: Source(name: nil, text: line), SourceRange(lower, lower + text.utf8.count))
        #expect(excerpt.line == line)
        #expect(excerpt.marker == "           ^^")
    }

    /// A narrow window cuts the line and the carets alike.
    @Test func aCutLineFitsItsWindow() {
        let before = String(repeating: "🇩🇪✌🏽", count: 20)
        let source = Source(name: nil, text: before + "oops" + before)
        let excerpt = Excerpt(of: source, SourceRange(before.utf8.count, before.utf8.count + 4), width: 20)
        let start = excerpt.line.prefix { $0 != "o" }
        #expect(excerpt.marker == start.map { $0 == "…" ? " " : "  " }.joined() + "^^^^")
        #expect(excerpt.line.hasPrefix("…") && excerpt.line.hasSuffix("…"))
    }
}
