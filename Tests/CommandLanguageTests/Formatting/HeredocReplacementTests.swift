import CommandLanguage
import Testing

struct HeredocReplacementTests {
    /// The text with these outputs in its here-documents, in order.
    private func replaced(_ text: String, with outputs: String...) -> String {
        let source = Source(name: "a.cbs", text: text)
        var texts: [SourceRange: String] = [:]
        for case .expectedOutput(_, let heredoc) in Parser.parse(source).script.statements.map(\.kind) {
            texts[heredoc.range] = outputs[texts.count]
        }
        return String(decoding: HeredocReplacement.text(of: source, replacing: texts), as: UTF8.self)
    }

    /// Lines end as in the rest of the file.
    @Test(arguments: ["\n", "\r\n"]) func linesKeepTheirEnds(end: String) {
        let lines = { (body: [String]) in
            (["expect output { print 1 } <<-X"] + body + ["    X", "print 2", ""]).joined(separator: end)
        }
        #expect(replaced(lines(["    old"]), with: "1\n\nnew\n") == lines(["    1", "", "    new"]))
    }

    /// Each is replaced at its place, however much longer or shorter those before have become.
    @Test func severalAreReplaced() {
        let text = { (one: String, two: String) in
            "expect output { print 1 } <<X\n\(one)X\nexpect output { print 2 } <<Y\n\(two)Y\nprint 3\n"
        }
        #expect(replaced(text("a long line\n", "b\n"), with: "1\n", "2\n2\n2\n") == text("1\n", "2\n2\n2\n"))
        #expect(replaced(text("a\n", "a long line\n"), with: "1\n1\n1\n", "") == text("1\n1\n1\n", ""))
    }

    @Test(arguments: [
        ("<<X", "X\n"), ("<<X", "1\nX\r\n"), ("<<-X", "  X\n"),
    ])
    func aLineThatWouldEndItIsRefused(mark: String, output: String) {
        let text = "expect output { print 1 } \(mark)\nold\nX\nexpect output { print 1 } <<Y\nold\nY\n"
        #expect(replaced(text, with: output, "new\n") == text.replacing("old\nY", with: "new\nY"))
    }
}
