import Recipients
import Testing

@testable import CommandLanguage

@Suite struct ArgumentTextTests {
    @Test(arguments: [
        "Newsletter", "My List", "group", "NEW", "", "a\"b", "a\\", "$x", "#x", "--x", "-", "a#b", "é", "\u{1B}\n\t",
        "a\u{A0}b", "\u{FEFF}", "not", "${x}", "a,b", "latest", "\\n", "31d", "to", "Via", "of", "where", "limit",
        "off",
    ])
    func readsBackAsItself(_ text: String) {
        for statement in ["show group ", "import a.csv into "] {
            let result = Parser.parse(Source(name: nil, text: statement + ArgumentText.of(text)))
            #expect(result.diagnostics.isEmpty)
            guard case .command(let call) = result.script.statements.first?.kind else {
                Issue.record("no command")
                return
            }
            #expect(call[.group]?.literalText == text)
        }
    }

    @Test func isQuotedOnlyIfNeeded() {
        #expect(ArgumentText.of("Newsletter") == "Newsletter")
        #expect(ArgumentText.of("My $ List") == #""My \$ List""#)
    }

    @Test func numbersAndDurations() {
        #expect(Numeral.value("-1.5e3") == -1500)
        for text in ["", "-", "1.", ".5", "0x10", "inf", "nan", "1e999", "1 ", "+1", "1_000"] {
            #expect(Numeral.value(text) == nil)
        }
        #expect(DurationText.value("31 days") == TimeSpan(seconds: 31 * 86_400))
        #expect(DurationText.value("31d") == DurationText.value("31 Days"))
        #expect(DurationText.value("99999999999999999999 days") == nil)
        #expect(DurationText.isWritten("99999999999999999999 days"))
        for text in ["31 d", "+1 days", "-1 days", "days", "31  days x", "1.5 days"] {
            #expect(DurationText.value(text) == nil)
        }
    }
}
