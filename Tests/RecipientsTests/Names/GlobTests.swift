import Recipients
import Testing

struct GlobTests {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("a*c", "abc", true),
        ("a*c", "abcd", false),
        ("a?c", "abc", true), ("a?c", "ac", false), ("*@*.de", "Anna@Example.DE", true),
        ("*a*a*a*b", "aaaaaaaaaaaa", false),
        ("k?ln", "KÖLN", true), ("**", "x", true), ("[a]", "[A]", true), ("ab", "abc", false), ("*c", "abcabc", true),
    ])
    func matches(pattern: String, text: String, expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
    }
}
