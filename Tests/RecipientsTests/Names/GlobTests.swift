import Recipients
import Testing

struct GlobTests {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("a*c", "abc", true),
        ("a*c", "abcd", false),
        ("a?c", "abc", true), ("a?c", "ac", false), ("*@*.de", "Anna@Example.DE", true),
        ("*a*a*a*b", "aaaaaaaaaaaa", false),
        ("k?ln", "KÖLN", true), ("**", "x", true), ("[a]", "[A]", true), ("ab", "abc", false),
        // A line end of two characters, with and without others beyond ASCII; a letter with its accent is one.
        ("a??", "a\r\n", true), ("ä??", "ä\r\n", true), ("ä?", "ä\r\n", false), ("?", "a\u{308}", true),
        ("*\n", "ä\r\n", true), ("*c", "abcabc", true),
    ])
    func matches(pattern: String, text: String, expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
    }
}
