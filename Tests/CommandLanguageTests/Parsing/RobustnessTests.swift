import Recipients
import Testing

@testable import CommandLanguage

/// Texts that nobody means: whatever comes, the parser answers, soon, and every byte is accounted for.
@Suite struct RobustnessTests {
    /// Tokens, comments and here-documents in order leave nothing between them but white space and continued lines.
    @Test(arguments: 0..<300)
    func tokensAndTriviaGiveTheSource(_ seed: Int) {
        var generator = SplitMix(seed)
        let source = Source(name: nil, text: TokenSoup.make(&generator, pieces: 40))
        let lexed = Lexer.lex(source)
        let pieces = (lexed.tokens.map(\.range) + lexed.comments + lexed.heredocBodies).sorted {
            ($0.lower, $0.upper) < ($1.lower, $1.upper)
        }
        var offset = source.contentStart
        for piece in pieces {
            #expect(piece.lower >= offset, "overlap, seed \(seed)")
            Self.expectSpace(source.text(SourceRange(offset, piece.lower)), seed)
            offset = piece.upper
        }
        #expect(offset == source.bytes.count)
    }

    private static func expectSpace(_ text: String, _ seed: Int) {
        let rest = text.replacing("\\\r\n", with: "").replacing("\\\n", with: "")
        let isSpace = rest.allSatisfy { $0.isWhitespace } || rest.hasSuffix("\\")
        #expect(isSpace, "\(text.debugDescription), seed \(seed)")
    }

    @Test(arguments: 0..<300)
    func anySoupIsAnswered(_ seed: Int) {
        var generator = SplitMix(seed &+ 1_000_000)
        let text = TokenSoup.make(&generator, pieces: 40)
        let source = Source(name: nil, text: text)
        let result = Parser.parse(source)
        _ = Checker.check(result.script)
        for diagnostic in result.diagnostics {
            #expect(!diagnostic.text.isEmpty)
            #expect(!diagnostic.message.hasSuffix("."))
            #expect(!diagnostic.message.contains("expected ,") && !diagnostic.message.contains("expected  "))
            #expect(!diagnostic.json.contains("\n"))
        }
        for statement in result.script.statements { #expect(statement.range.upper <= source.bytes.count) }
    }

    @Test(arguments: 0..<100)
    func anyBytesAreAnswered(_ seed: Int) {
        var generator = SplitMix(seed)
        let bytes = (0..<generator.below(200)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        let result = Parser.parse(Source(name: nil, bytes: bytes))
        for diagnostic in result.diagnostics { #expect(!diagnostic.text.isEmpty) }
    }

    @Test(arguments: ["(", "not ", "- ", "lower(", "(group (", "(recipients of (", "(1, "])
    func deepExpressionsAreRefused(_ opening: String) {
        let text = "print " + String(repeating: opening, count: 10_000) + "1" + String(repeating: ")", count: 20_000)
        let problems = Parser.parse(Source(name: nil, text: text)).diagnostics
        #expect(problems.first?.message == "this is nested too deeply")
    }

    @Test func deepBlocksAreRefused() {
        let text = String(repeating: "if true {\n", count: 10_000) + String(repeating: "}\n", count: 10_000)
        let problems = Parser.parse(Source(name: nil, text: text)).diagnostics
        #expect(problems.map(\.message) == ["this is nested too deeply"])
    }

    @Test func nestingBelowTheLimitIsFine() {
        let blocks = String(repeating: "if true {\n", count: 190) + String(repeating: "}\n", count: 190)
        #expect(Parser.parse(Source(name: nil, text: blocks)).diagnostics.isEmpty)
        let parentheses = "print " + String(repeating: "(", count: 190) + "1" + String(repeating: ")", count: 190)
        #expect(Parser.parse(Source(name: nil, text: parentheses)).diagnostics.isEmpty)
    }

    @Test(arguments: [" + 1", " - 1", " * 1", " and true", " or true", ", 1"])
    func longChainsAreFlat(_ step: String) {
        let text = "print 1" + String(repeating: step, count: 10_000)
        let result = Parser.parse(Source(name: nil, text: text))
        #expect(result.diagnostics.isEmpty)
        _ = Checker.check(result.script)
    }

    @Test(.timeLimit(.minutes(20)))
    func manyStatementsAreQuick() {
        let lines = (0..<20_000).map {
            "add recipient r\($0)@example.com to Newsletter firstname=\"R \($0)\" city=Bonn\n"
        }
        let result = Parser.parse(Source(name: nil, text: lines.joined()))
        #expect(result.diagnostics.isEmpty)
        #expect(result.script.statements.count == 20_000)
        #expect(Checker.check(result.script).isEmpty)
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [("add recipient a@b.de to G", " f#=1"), ("import a.csv into G", " --map c#=f#")])
    func manyFieldsAreQuick(command: String, field: String) {
        let fields = (0..<20_000).map { field.replacing("#", with: "\($0)") }
        let result = Parser.parse(Source(name: nil, text: command + fields.joined()))
        #expect(result.diagnostics.isEmpty)
        #expect(Checker.check(result.script).isEmpty)
    }

    /// What one command maps does not count for the next.
    @Test func eachImportMapsItsOwnColumns() {
        let one = "import a.csv into G --map c=f"
        let text = "\(one)\n\(one); \(one) --map c="
        let problems = Parser.parse(Source(name: nil, text: text)).diagnostics
        #expect(problems.map(\.message) == ["the column \"c\" is mapped twice"])
    }

    @Test(
        .timeLimit(.minutes(20)),
        arguments: [
            "a", "a ", "\"a\" ", "(", ")", "{", "}", "'a'b", "$a", "=", ";", "foo;", "<<E ", "\\", "\"", "--x ",
            "print (\n", "\n", "let x = \"$y\"\n", "foo\n",
        ])
    func longLinesAreQuick(_ piece: String) {
        let text = String(repeating: piece, count: 3_000)
        for start in ["", "import ", "print "] {
            let result = Parser.parse(Source(name: nil, text: start + text))
            for diagnostic in result.diagnostics.prefix(30) { #expect(diagnostic.text.utf8.count < 2000) }
        }
    }

    // MARK: Limits

    @Test(.timeLimit(.minutes(5))) func aSourceMayBeSoLong() {
        func problems(_ bytes: Int) -> ProblemList {
            let comment = [UInt8](repeating: UInt8(ascii: "#"), count: bytes - 8)
            return Parser.parse(Source(name: nil, bytes: Array("print 1\n".utf8) + comment)).problems
        }
        #expect(problems(Source.maximumBytes).isEmpty)
        let tooLong = problems(Source.maximumBytes + 1).shown
        #expect(tooLong.map(\.message) == ["the statements are longer than 16 MiB"])
        #expect(tooLong.map(\.code) == [.syntax])
    }

    /// Problems of the lexer, the parser and the checker, on one line and on many.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            "\"${x", "\"${x}\n", "foo;", "foo\n", "print $x\n", "print $x;", "show backup x; ", "print \"\\q\"; ",
        ],
        [100, 101, 2_000])
    func soManyProblemsAreShown(piece: String, count: Int) {
        let text = String(repeating: piece, count: count)
        let checked = CheckedScript(Source(name: nil, text: text), folder: nil, files: NoFiles())
        let problems = checked.problems
        #expect(problems.shown.count == min(problems.shown.count + problems.more, ProblemList.limit))
        // Two of these are closed by the next one.
        let all = problems.shown.count + problems.more
        #expect(all == count || all == count / 2 || all == count / 2 + 1 || all == count + 1, "\(all) problems")
        for problem in problems.shown { #expect(problem.text.utf8.count < 2000 && problem.location != nil) }
        let places = problems.shown.compactMap { $0.range?.lower }
        #expect(places == places.sorted())
    }

    private struct NoFiles: FileReading {
        func contents(of path: String) throws(Failure) -> [UInt8] { throw Failure(.unreadableFile, path) }
        func identity(of path: String) -> String { path }
        let homeFolder: String? = nil
    }

    /// Only names that a statement which cannot be read may have set are in doubt.
    @Test(arguments: [
        ("restor 3\nprint $nope", "unknown-command unknown-variable"),
        ("let r = import a.csv into News --bad\nprint $r.added, $r.nope", "unknown-option unknown-field"),
        ("let r = foo\nprint $r", "syntax"), ("for g in foo { print $g, $h }", "syntax unknown-variable"),
        ("param p = foo\nprint $p", "syntax"), ("include ,\nprint $x", "syntax"),
        ("if foo { print $x }\nlet y = 1\nprint $y, $z", "syntax unknown-variable unknown-variable"),
    ])
    func aBrokenStatementLeavesTheOthersChecked(text: String, codes: String) {
        let problems = CheckedScript(Source(name: nil, text: text), folder: nil, files: NoFiles()).problems
        #expect(problems.shown.map(\.code.rawValue).joined(separator: " ") == codes)
    }

    @Test(arguments: [
        "import list.csv into News\nemail,firstname\nanna@example.com,Anna\n\"b@example.com\",\"Ben\"\nCSV\nprint 1",
        "a@example.com;Anna\nb@example.com;Ben\nprint 1",
    ])
    func rowsWithoutTheirHereDocumentAreOneProblem(text: String) {
        let problems = CheckedScript(Source(name: nil, text: text), folder: nil, files: NoFiles()).problems
        #expect(problems.shown.map(\.code) == [.syntax])
        #expect(problems.shown.first?.help?.contains("<<CSV") == true)
    }

    @Test func longWordsHaveNoNeighbours() {
        let word = String(repeating: "a", count: 200_000)
        let text = "let \(word)b = 1\nprint $\(word)c\nprint $\(word.prefix(900))c; let \(word.prefix(900))d = 1"
        #expect(Checker.check(Parser.parse(Source(name: nil, text: text)).script).count == 2)
    }
}
