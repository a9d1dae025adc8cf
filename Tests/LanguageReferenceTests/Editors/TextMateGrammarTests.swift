import Foundation
import TestSupport
import Testing

@testable import CommandLanguage
@testable import LanguageReference

/// The TextMate grammar sees in a script what the parser sees.
@Suite struct TextMateGrammarTests {
    private static let grammar = Repository.file("docs/editors/vscode/syntaxes/cbs.tmLanguage.json")

    /// What a script's tokens are to the grammar, as far as it is not what they are to the parser.
    private static func differences(_ text: String, _ tokenizer: inout TextMateTokenizer) throws -> [String] {
        let source = Source(name: nil, text: text)
        let (_, lexed, roles) = Parser.parseWithTokens(source)
        let scopes = try tokenizer.scopes(of: text)
        func scope(_ offset: Int) -> String { scopes[source.text(SourceRange(0, offset)).utf16.count] }
        func difference(_ range: SourceRange, _ expected: [String]) -> String? {
            let found = [scope(range.lower), scope(range.upper - 1)]
            if found.allSatisfy({ scope in expected.contains { scope.hasPrefix($0) } }) { return nil }
            return "\(source.text(range)) in \(text.debugDescription) is \(found), not \(expected)"
        }
        let ofTokens = zip(lexed.tokens, roles).compactMap { token, role -> String? in
            expectedScopes(token, role).flatMap { difference(token.range, $0) }
        }
        let ofComments = lexed.comments.compactMap { difference($0, ["comment."]) }
        let ofBodies = lexed.heredocBodies.compactMap { range -> String? in
            let isEnded = source.text(range).hasSuffix("\n")
            let whole = SourceRange(range.lower, range.upper - (isEnded ? 1 : 0))
            return difference(whole, ["string.unquoted.heredoc", "entity.name.tag.heredoc"])
        }
        return ofTokens + ofComments + ofBodies
    }

    /// The scopes that fit a token; nil if any does.
    private static func expectedScopes(_ token: Token, _ role: TokenRole) -> [String]? {
        switch (token.kind, role) {
        case (.word, .keyword): ["keyword."]
        case (.word, .option): ["constant.other.option"]
        case (.word, .literal): ["constant.language"]
        case (.word, .function): ["support.function"]
        case (.word, .member): ["variable.other.member"]
        case (.word, .plain), (.word, .variableName), (.word, .field), (.word, .file):
            ["string.unquoted", "variable.other", "constant.", "keyword.operator.cbs"]
        case (.word, _): ["keyword.operator.cbs"]
        case (.string, _): ["string.quoted"]
        case (.variable, _): ["variable.other.cbs"]
        case (.heredoc, _): ["keyword.operator.heredoc", "entity.name.tag.heredoc"]
        case (.equals, _), (.doubleEquals, _), (.notEquals, _), (.less, _), (.lessOrEqual, _), (.greater, _),
            (.greaterOrEqual, _), (.notMatches, _):
            ["keyword.operator"]
        case (.leftParenthesis, _), (.rightParenthesis, _), (.leftBrace, _), (.rightBrace, _), (.comma, _),
            (.semicolon, _):
            ["punctuation."]
        case (.invalid, _), (.unclosedParenthesis, _), (.newline, _), (.endOfFile, _): nil
        }
    }

    /// The project's scripts, the samples of the reference and those of the table.
    private static func scripts() throws -> [String] {
        let folder = Repository.file("Examples/scenarios")
        let scenarios = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".cbs") }
        let samples = try Repository.text("docs/language.md").matches(of: /(?s)```cbs\n(.*?)```/).map {
            String($0.output.1)
        }
        return try Samples.examples.map(Repository.text)
            + scenarios.map { try Repository.text("Examples/scenarios/\($0)") } + samples
            + CommandTable.all.flatMap(\.examples)
    }

    /// What a grammar that reads line by line cannot tell, and hardly anybody writes: an option or a line end within a
    /// verb, a statement's end or another here-document on the line of a here-document, a name that looks like a
    /// keyword.
    private static func isBeyondTheGrammar(_ text: String) -> Bool {
        text.contains(/(?m)^(?:create|export|show) (?:--|\\)/) || text.contains(/<<[^\n]*[;,)}]/)
            || text.contains("via VIA")
    }

    /// The texts in the tests of the language that are scripts without a mistake.
    private static func soundScriptsOfTests() throws -> [String] {
        try Samples.stringsOfTests().filter { text in
            let result = Parser.parse(Source(name: nil, text: text))
            return result.diagnostics.isEmpty && !result.isIncomplete && !result.script.statements.isEmpty
                && !isBeyondTheGrammar(text)
        }
    }

    @Test func seesWhatTheParserSeesInTests() throws {
        var tokenizer = try TextMateTokenizer(grammar: Data(contentsOf: Self.grammar))
        let scripts = try Self.soundScriptsOfTests()
        #expect(scripts.count > 200)
        let differences = try scripts.flatMap { try Self.differences($0, &tokenizer) }
        #expect(differences == [])
    }

    @Test func seesWhatTheParserSees() throws {
        var tokenizer = try TextMateTokenizer(grammar: Data(contentsOf: Self.grammar))
        let scripts = try Self.scripts()
        #expect(scripts.count > 80)
        let differences = try scripts.flatMap { try Self.differences($0, &tokenizer) }
        #expect(differences == [])
    }

    @Test(arguments: [
        "import <<A into new group G --mode=add via api\n  x\nlet A\nA\nlet a = 1\n",
        "import <<-A \\\n  into G\n  group\n  A\nbackups of G # done\n",
        "print lower(\"a # $b ${c.d} \\u{e9} \\\" c\"), 'it # $x \\'# comment\n",
        "print 'a\nb', \"c\nlet d\" ; groups where a = 1 and not b in (groups) limit 3\n",
        "create group Kunden#2 --fields a, \"b c\" ; delete group \"new\"\n",
        "for g in groups where backup { print $g.name } ; if 1 < 2 { } else if true { quit } else { exit }\n",
        "print count(recipients of G\n where city = \"x\" and age > 3 sort by age), (group G).recipients\n",
        "groups where name in (recipients of G where email ~ \"*@a\") and group = 3 sort by field(\"a b\") desc\n",
        "restore group G as of 2026-01-01T10:00+01:00 where number(a) >= -1.5 --mode add\n",
        "restore latest \\\n  backup of G into new group H where sort = limit and limit > 3 --empty clear\n",
        "Import - Into G --Map a=b --MAP \"c d\"= --strict\n", "clock advance 31 days; clock set 2026-02-01; clock\n",
        "expect error unknown-group matching \"*G*\" { delete group G }\n", "print 1 + 2 * 3 - 31d / 2 minutes !~ $a\n",
        "let done = restore 3\nlet r = recipients of backup 3 where fields of x\n", "run a.cbs group=new via = 'x'\n",
        "print sum(recipients of G where open = none, amount) > 3, -(2), ((groups), 3)\n",
    ])
    func seesWhatTheParserSeesIn(_ script: String) throws {
        var tokenizer = try TextMateTokenizer(grammar: Data(contentsOf: Self.grammar))
        let differences = try Self.differences(script, &tokenizer)
        #expect(differences == [])
    }

    /// What the parser does not tell apart.
    @Test(arguments: [
        ("print \"a\\n\"", 8, "constant.character.escape.cbs"), ("print \"a\\q\"", 8, "invalid.illegal.escape.cbs"),
        ("print \"$a.b.c\"", 10, "variable.other.interpolated.cbs"),
        ("print \"$a.b.c\"", 11, "string.quoted.double.cbs"),
        ("clock advance 31 Days", 19, "constant.numeric.duration.cbs"),
        ("print 12H", 8, "constant.numeric.duration.cbs"),
        ("clock set 2026-02-01T00:00:00Z", 29, "constant.numeric.instant.cbs"),
        ("print -1.5e3", 6, "constant.numeric.cbs"),
        ("import a into b --mode update-add", 32, "constant.language.choice.cbs"),
        ("add recipient a@b.cd to G city=Bonn", 26, "variable.other.member.cbs"),
        ("restore 3 --strict", 10, "string.unquoted.argument.cbs"),
    ])
    func scope(of script: String, at offset: Int, is scope: String) throws {
        var tokenizer = try TextMateTokenizer(grammar: Data(contentsOf: Self.grammar))
        #expect(try tokenizer.scopes(of: script)[offset] == scope)
    }
}
