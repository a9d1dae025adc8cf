import CommandLanguage
import Recipients
import Testing

/// A script whose name a variable holds is checked as a whole before it is included, as one named by a literal is.
@Suite struct NamedInclusionTests {
    private func groups(after text: String, including files: [String: String]) throws -> (Diagnostic?, Value) {
        let laboratory = try Laboratory(files: files)
        let problem = try laboratory.problem(text)
        return (problem, try laboratory.value("count(groups)"))
    }

    @Test(arguments: [
        ("print $y", ErrorCode.unknownVariable, 2), ("print $x + \"a\"", .typeMismatch, 2),
        ("groups where nme = \"A\"", .unknownField, 2), ("include missing", .unreadableFile, 2),
        ("param p", .unknownVariable, 2), ("param p\nrun lib p=1", .syntax, 3), ("run nothing", .unreadableFile, 2),
        ("skip", .syntax, 2), ("include next", .syntax, 1),
    ])
    func nothingRunsBeforeTheCheck(statement: String, code: ErrorCode, line: Int) throws {
        let (problem, groups) = try groups(
            after: "let x = 1; let f = \"lib\"; include $f",
            including: ["lib": "create group A\n\(statement)", "next": "include lib"])
        #expect(problem?.code == code, "\(problem?.text ?? "")")
        #expect(problem?.location?.line == line)
        #expect(groups == 0)
    }

    /// It is checked in the scope in which it is included.
    @Test(arguments: [
        ("let f = \"lib\"; let y = \"a\"; include $f", "print $y + \"b\"; create group A"),
        ("let f = \"lib\"; if true { let y = none; include $f }", "if $y != none { print $y.z }; create group A"),
        ("let f = \"lib\"; for y in groups { }; for y in (1, 2) { include $f }", "if $y = 2 { create group A }"),
        ("let f = \"lib\"; let y = create group A; include $f", "print $y.group; include $f2"),
    ])
    func itSeesTheVariables(text: String, library: String) throws {
        let (problem, groups) = try groups(
            after: "let f2 = \"more\"; \(text)", including: ["lib": library, "more": "print $y.group"])
        #expect(problem == nil, "\(problem?.text ?? "")")
        #expect(groups == 1)
    }

    @Test(arguments: [
        ("param p = 1", "a parameter is declared at the top"), ("scenario s { }", "a scenario cannot be"),
    ])
    func whatBelongsAtTheTopIsRefusedInBlocks(statement: String, message: String) throws {
        let (problem, groups) = try groups(
            after: "let f = \"lib\"; if true { include $f }", including: ["lib": "create group A\n\(statement)"])
        #expect(problem?.code == .syntax)
        #expect(problem?.message.hasPrefix(message) == true)
        #expect(groups == 0)
    }

    /// The parameters of the script that includes it are its own.
    @Test func parametersAreGivenToBoth() throws {
        let laboratory = try Laboratory(files: ["lib": "param p\nprint $p"])
        try laboratory.run("let f = \"lib\"\ninclude $f", arguments: ["p": ["x"]])
        #expect(laboratory.recording.printed == [[.text("x")]])
    }
}
