import Terminal
import Testing

@Suite struct StyleTests {
    @Test func rolesHaveColours() {
        let style = Style(colour: true)
        #expect(style.paint("a", as: .header) == "\u{1B}[1ma\u{1B}[0m")
        #expect(style.paint("a", as: .dim) == "\u{1B}[2ma\u{1B}[0m")
        #expect(style.paint("a", as: .good) == "\u{1B}[32ma\u{1B}[0m")
        #expect(style.paint("a", as: .warning) == "\u{1B}[33ma\u{1B}[0m")
        #expect(style.paint("a", as: .bad) == "\u{1B}[31ma\u{1B}[0m")
        #expect(style.paint("", as: .bad) == "")
    }

    @Test func withoutColourTextStaysPlain() {
        #expect(Style(colour: false).paint("a", as: .bad) == "a")
    }
}
