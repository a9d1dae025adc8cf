import Recipients
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain Größe 日本 👩‍👩‍👧‍👦", "plain Größe 日本 👩‍👩‍👧‍👦"),
        ("a\nb\tc\rd\r\n", "a\\nb\\tc\\rd\\r\\n"),
        ("\u{1B}[31mred", "\\u{1B}[31mred"),
        ("\0\u{7F}\u{85}\u{9B}\u{A0}", "\\u{0}\\u{7F}\\u{85}\\u{9B}\u{A0}"),
        ("\u{202E}gpj\u{202C}", "\\u{202E}gpj\\u{202C}"),
        ("\u{2066}x\u{2069}\u{2028}\u{2029}", "\\u{2066}x\\u{2069}\\u{2028}\\u{2029}"),
        ("back\\slash", "back\\slash"),
    ])
    func controlsAreWrittenOut(text: String, expected: String) {
        #expect(text.visible() == expected)
    }

    @Test func keptControlsStay() {
        #expect("a\n\t\u{1B}".visible(keeping: ["\n", "\t"]) == "a\n\t\\u{1B}")
    }
}
