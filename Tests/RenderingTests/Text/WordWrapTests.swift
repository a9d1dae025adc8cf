import Rendering
import Testing

struct WordWrapTests {
    @Test(arguments: [
        (nil, "note: one two three four"), (24, "note: one two three four"),
        (18, "note: one two\nthree four"), (3, "note:\none\ntwo\nthree\nfour"),
    ])
    func breaksAtBlanks(width: Int?, expected: String) {
        #expect(WordWrap.text("note: one two three four", width: width, indent: 6) == expected)
    }

    @Test func indentsWhereThereIsRoom() {
        #expect(WordWrap.text("note: columns 日本 → city", width: 20, indent: 4) == "note: columns 日本 →\n    city")
    }
}
