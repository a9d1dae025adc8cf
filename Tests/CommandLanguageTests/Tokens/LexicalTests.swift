import Testing

@testable import CommandLanguage

@Suite struct LexicalTests {
    private func tokens(_ text: String) -> [String] {
        let lexed = Lexer.lex(Source(name: nil, text: text))
        return lexed.tokens.dropLast().map { "\($0.kind) \(lexed.source.text($0.range))" }
    }

    @Test(arguments: [
        "anna+news@example.com", "data/list.csv", "update-add", "xt:commerce", "Kunden#2", "2026-01-01T10:00:00Z",
        "31d", "*.csv", "C:\\x", "größe", "a.b", "-", "--mode", "[x]", "|", "你好",
    ])
    func wordIsOneToken(_ word: String) {
        #expect(tokens(word) == ["word \(word)"])
    }

    @Test func punctuationEndsAWord() {
        #expect(
            tokens("a=b,c(d)<e>=f") == [
                "word a", "equals =", "word b", "comma ,", "word c", "leftParenthesis (", "word d",
                "rightParenthesis )", "less <", "word e", "greaterOrEqual >=", "word f",
            ])
    }

    @Test func operators() {
        #expect(
            tokens("= == != < <= > >= ~ !~ + - * /").map { $0.split(separator: " ")[0] } == [
                "equals", "doubleEquals", "notEquals", "less", "lessOrEqual", "greater", "greaterOrEqual", "word",
                "notMatches", "word", "word", "word", "word",
            ])
    }

    @Test func statementsEndAtLinesAndSemicolons() {
        #expect(Outline.of("verify; purge\r\nclock\n;;\n") == "<verify>; <purge>; <clock>")
    }

    @Test func byteOrderMarkIsIgnored() {
        let result = Parser.parse(Source(name: nil, text: "\u{FEFF}verify x"))
        #expect(result.diagnostics.first?.location == SourceLocation(line: 1, column: 8))
        #expect(Outline.of("\u{FEFF}verify") == "<verify>")
    }

    @Test func commentsBeginOnlyAtTheStartOfAToken() {
        #expect(
            Outline.of("# all\nverify # this\nshow group Kunden#2 # that \\\npurge")
                == "<verify>; <show group> group=Kunden#2; <purge>")
    }

    @Test(arguments: ["show \\\n group X", "show \\\r\ngroup X", "show group\\\nX"])
    func backslashContinuesALine(_ text: String) {
        #expect(Outline.of(text) == "<show group> group=X")
    }

    @Test func lineEndsInParenthesesAreWhiteSpace() {
        #expect(Outline.of("print (\n1\n+ 2 # two\n)\nverify") == "print((1 + 2)); <verify>")
    }

    @Test func unicodeWhiteSpaceSeparates() {
        #expect(Outline.of("show\u{A0}group\u{3000}X") == "<show group> group=X")
    }

    @Test func escapes() {
        #expect(Outline.expression(#""\"\\\n\t\r\$\u{e9}\u{1F600}""#) == #"'\"\\\n\t\r$é😀'"#)
        #expect(Outline.expression(#"'\n $x "y"'"#) == #"'\\n $x \"y\"'"#)
    }

    @Test func theNumberOfACharacterMayHaveAnyNumberOfZeros() {
        #expect(Outline.expression(#""\u{0000000041}\u{00000000000000010FFFF}""#) == "'A\u{10FFFF}'")
        for escape in [#"\u{110000}"#, #"\u{FFFFFFFFFFFFFFFFFFFF}"#, #"\u{00000000D800}"#] {
            let text = "print \"a\(escape)b\""
            let problem = Parser.parse(Source(name: nil, text: text)).diagnostics.first
            #expect(problem?.message == "\(escape.quoted) is not a character")
            #expect(problem?.range == SourceRange(8, 8 + escape.utf8.count))
        }
    }

    @Test func stringMaySpanLines() {
        #expect(Outline.expression("\"a\r\nb\"") == "'a\\nb'")
        #expect(Outline.expression("'a\nb'") == "'a\\nb'")
    }

    @Test func interpolation() {
        #expect(
            Outline.expression(#""$a ${b} $c.d ${e.f}.csv ${g}x $h. $5 $""#)
                == "'$a| $b| $c.d| $e.f|.csv $g|x $h|. $5 $'")
        #expect(Outline.expression(#""$a.b.c""#) == "'$a.b|.c'")
    }

    @Test func variables() {
        #expect(Outline.expression("$größe_2") == "$größe_2")
        #expect(Outline.expression("$a.b") == "$a.b")
        #expect(Outline.expression("$5").hasPrefix("syntax: expected a variable's name after \"$\""))
    }

    @Test func heredocIsLiteral() {
        #expect(
            Outline.of("import <<CSV into X --mode add\nemail,$x\n\\n \"\n CSV\nCSV\nverify")
                == #"<import> input=<<"email,$x\n\\n \"\n CSV\n" group=X --mode=add; <verify>"#)
        #expect(Outline.of("import <<E into X\nE") == #"<import> input=<<"" group=X"#)
        #expect(Outline.of("import <<E into X\r\na\r\nE\r\nverify") == #"<import> input=<<"a\n" group=X; <verify>"#)
    }

    @Test func heredocStripsCommonIndentation() {
        #expect(Outline.of("print <<-E\n    a\n\n      b\n    E") == #"print('a\n\n  b\n')"#)
        #expect(Outline.of("print <<-E\n\t\ta\n\tE") == #"print('\ta\n')"#)
        #expect(Outline.of("print <<-E\n  a\n b\n  E") == #"print(' a\nb\n')"#)
    }

    @Test func severalHeredocsInALine() {
        #expect(Outline.of("print <<A, <<B; verify\n1\nA\n2\nB\npurge") == #"print('1\n', '2\n'); <verify>; <purge>"#)
        #expect(Outline.of("print (<<A\nx\nA\n)") == #"print('x\n')"#)
        #expect(Outline.of("import <<A \\\n into X\n1\nA") == #"<import> input=<<"1\n" group=X"#)
    }

    @Test(arguments: [
        ("import a\"b\" into X", "quote the whole argument: \"ab\""),
        ("import $dir/x.csv into X", "quote the whole argument: \"$dir/x.csv\""),
        ("import $dir\"x\" into X", "quote the whole argument: \"${dir}x\""),
        (
            "print $r.1st",
            "quote the member's name: $r.\"1st\"; if $r is a text, quote the whole argument: \"${r}.1st\""
        ),
        (
            "create group $r.Kd-Nr",
            "quote the member's name: $r.\"Kd-Nr\"; if $r.Kd is a text, quote the whole argument: \"$r.Kd-Nr\""
        ),
        ("print $r[\"Kd Nr\"]", "quote the member's name: $r.\"Kd Nr\""),
        (
            "print $x[0]",
            "\"[…]\" takes no element: write first($x) or last($x), or quote the whole argument: \"$x[0]\""
        ),
        (
            "print $x[$i] + 1",
            "\"[…]\" takes no element: write first($x) or last($x), or quote the whole argument: \"$x[$i]\""
        ),
        ("import $f.1.csv into X", "quote the whole argument: \"${f}.1.csv\""),
        (
            "print $r.age-1",
            "quote the whole argument: \"$r.age-1\", or put white space around the operator: $r.age - 1"
        ),
        ("import \"a\"$b into X", "quote the whole argument: \"a$b\""),
        ("import 'a'b into X", "quote the whole argument"),
        ("import a(b) into X", "quote the whole argument: \"a(b)\""),
        ("create group (\"a\")(\"b\")", "quote the whole argument: \"ab\""),
        ("create group (\"a\")b", "quote the whole argument: \"ab\""),
        ("create group (lower(\"a\"))b", "quote the whole argument"),
        ("import (\"a\")$b into X", "quote the whole argument"),
        ("import (\"a.csv\")into G", "quote the whole argument"),
        ("import (\"a.csv\")--strict into G", "quote the whole argument"),
        ("rows of (\"a.csv\")where x = \"1\"", "quote the whole argument"),
        ("print $x+1", "quote the whole argument: \"$x+1\", or put white space around the operator: $x + 1"),
        ("print (1)(2)", "quote the whole argument"), ("print \"a\"(1)", "quote the whole argument"),
        ("print (1)\"a\"", "quote the whole argument"), ("groups where (1)(2) = 1", "quote the whole argument"),
        ("print (1)+2", "quote the whole argument, or put white space around the operator: (1) + 2"),
    ])
    func argumentsWithoutWhiteSpaceBetween(_ text: String, help: String) {
        let problems = Parser.parse(Source(name: nil, text: text)).diagnostics
        #expect(problems.map(\.code) == [.syntax])
        #expect(problems.first?.message == "there is no white space between two arguments")
        #expect(problems.first?.help == help)
    }

    @Test(arguments: [
        ("print\"a\"", "print", "print \"a\""), ("include\"inc.cbs\"", "include", "include \"inc.cbs\""),
        ("if true { PRINT\"a\" }", "PRINT", "PRINT \"a\""), ("print\"a\"b", "print", "print \"ab\""),
        ("create group\"B\"", "group", "group \"B\""), ("export group \"A\"to x", "to", "\"A\" to"),
        ("groups where name = \"A\"or true", "or", "\"A\" or"), ("recipients of$g", "of", "of $g"),
        ("groups where name in$x", "in", "in $x"), ("print not\"a\"", "not", "not \"a\""),
    ])
    func keywordsWithoutWhiteSpaceAround(_ text: String, keyword: String, separated: String) {
        let problems = Parser.parse(Source(name: nil, text: text)).diagnostics
        #expect(problems.map(\.code) == [.syntax])
        #expect(problems.first?.message == "there is no white space around the keyword \(keyword.quoted)")
        #expect(problems.first?.help == "put white space around it: \(separated)")
    }

    /// A word is a keyword only in a keyword's place.
    @Test(arguments: ["create group to\"x\"", "rename group new\"x\" to A", "create group \"x\"print"])
    func otherWordsBelongToTheirArgument(_ text: String) {
        let problem = Parser.parse(Source(name: nil, text: text)).diagnostics.first
        #expect(problem?.message == "there is no white space between two arguments")
    }

    @Test(arguments: [
        "if true {", "print (1", "print \"a", "print 'a", "import <<E into X\na", "verify \\", "verify \\\n",
        "scenario \"x\" {\nif true {\n}", "import <<E into X",
    ])
    func openInputIsIncomplete(_ text: String) {
        #expect(Parser.parse(Source(name: nil, text: text)).isIncomplete)
    }

    @Test(arguments: ["verify", "", "if true { }", "print (1)", "foo", "print )", "}", "print (1; verify", "# {"])
    func closedInputIsComplete(_ text: String) {
        #expect(!Parser.parse(Source(name: nil, text: text)).isIncomplete)
    }
}
