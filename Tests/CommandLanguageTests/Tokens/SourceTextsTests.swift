import CommandLanguage
import Testing

/// What a search finds in a source: its texts without escapes.
@Suite struct SourceTextsTests {
    @Test(arguments: [
        (#"print "a\$b\u{40}\"c\\d""#, [#"a$b@"c\d"#]),
        ("print \"a\\\n  b\"", ["a  b"]),
        (#"print 'a\$b' + "$c ${d.e}""#, [#"a\$b"#, "$c ${d.e}"]),
        ("import <<X into A\nemail\na@b.de\nX\n", ["email\na@b.de\n"]),
        // Even what does not lex is searched.
        (#"print "\q\u{40}""#, ["@"]),
        (#"print "a\u{40}b"#, ["a@b"]),
    ])
    func textsHaveNoEscapes(text: String, expected: [String]) {
        #expect(Source(name: nil, text: text).resolvedTexts == expected)
    }

    @Test(arguments: [
        ("quit", true), ("EXIT ;", true), ("exit # now\n", true), ("quit; print 1", false), ("\"quit\"", false),
        ("", false), ("history", false),
    ])
    func theEndOfASessionIsOneWord(text: String, expected: Bool) {
        #expect(Source(name: nil, text: text).endsSession == expected)
    }
}
