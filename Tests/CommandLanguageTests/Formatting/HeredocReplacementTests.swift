import CommandLanguage
import Testing

struct HeredocReplacementTests {
    private func replaced(_ text: String, with output: String) throws -> String? {
        let source = Source(name: "a.cbs", text: text)
        let result = Parser.parse(source)
        var mark: SourceRange?
        for case .expectedOutput(_, let heredoc) in result.script.statements.map(\.kind) { mark = heredoc.range }
        let bytes = HeredocReplacement.text(of: source, replacing: [(try #require(mark), output)])
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Lines end as in the rest of the file.
    @Test(arguments: ["\n", "\r\n"]) func linesKeepTheirEnds(end: String) throws {
        let lines = { (body: [String]) in
            (["expect output { print 1 } <<-X"] + body + ["    X", "print 2", ""]).joined(separator: end)
        }
        #expect(try replaced(lines(["    old"]), with: "1\n\nnew\n") == lines(["    1", "", "    new"]))
    }

    @Test func aLineThatWouldEndItIsRefused() throws {
        #expect(try replaced("expect output { print 1 } <<X\nold\nX\n", with: "X\n") == nil)
    }
}
