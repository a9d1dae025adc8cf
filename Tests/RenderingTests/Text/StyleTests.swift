import Rendering
import Testing

@Suite struct StyleTests {
    @Test func rolesHaveColours() {
        let style = Style(palette: .standard)
        #expect(style.paint("a", as: .header) == "\u{1B}[1ma\u{1B}[0m")
        #expect(style.paint("a", as: .dim) == "\u{1B}[2ma\u{1B}[0m")
        #expect(style.paint("a", as: .good) == "\u{1B}[32ma\u{1B}[0m")
        #expect(style.paint("a", as: .warning) == "\u{1B}[33ma\u{1B}[0m")
        #expect(style.paint("a", as: .bad) == "\u{1B}[31ma\u{1B}[0m")
        #expect(style.paint("", as: .bad) == "")
    }

    @Test func usersChooseTheirColours() {
        let style = Style(palette: Palette("bad=1;35:dim=:nobody=3:good=x:warning"))
        #expect(style.paint("a", as: .bad) == "\u{1B}[1;35ma\u{1B}[0m")
        #expect(style.paint("a", as: .dim) == "a")
        #expect(style.paint("a", as: .good) == "\u{1B}[32ma\u{1B}[0m")
        #expect(style.paint("a", as: .warning) == "\u{1B}[33ma\u{1B}[0m")
    }

    @Test func withoutColourTextStaysPlain() {
        #expect(Style.plain.paint("a", as: .bad) == "a")
    }
}
