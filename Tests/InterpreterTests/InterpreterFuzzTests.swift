import Account
import CommandLanguage
import Recipients
import Testing

/// Random programs, made of the table's examples with names, numbers and words exchanged, run in memory: each statement
/// ends with a result or a clear failure, and the account stays whole. The seed is in every failure.
@Suite struct InterpreterFuzzTests {
    /// Statements that touch files of the user, which a random program must not.
    private static let excluded = ["export", "download", "run", "timeline", "import list", "import -", "include"]

    static let statements =
        CommandTable.all.flatMap(\.examples)
        .filter { example in !excluded.contains { example.lowercased().hasPrefix($0) } && !example.contains("to \"") }
        + [
            "import <<X into A --mode replace\nemail,city,age\nanna@example.com,Bonn,9\nx@y.de,\"a,b\",\nX\n",
            "import <<X into new group C --map age=nr --empty clear\nemail;age\nben@example.com;10\nbad;1\nX\n",
            "recipients of A where number(age) > 3 or city ~ \"b*\" sort by email desc limit 2",
            "for b in backups { print $b.id, $b.recipients - 1 }", "let x = restore latest backup of A",
            "expect error { delete group Nobody }", "print sum(groups, recipients) / count(groups), first(backups)",
            "if exists(groups where name = \"A\") { unsubscribe anna@example.com from A } else { create group A }",
            "compare backup 1 with group A", "restore group A as of 2026-01-01", "clock advance 40 days",
        ]

    static let words = [
        "A", "B", "C", "Newsletter", "1", "2", "3", "99", "-1", "anna@example.com", "x@y.de", "nobody", "none", "email",
        "city", "age", "status", "31d", "2026-01-15", "\"\"", "(1, \"a\")", "$x", "add", "update", "replace", "off",
    ]

    @Test(arguments: 1...300) func randomProgramsEndAndLeaveTheAccountWhole(seed: UInt64) throws {
        var random = Generator(state: seed)
        // A rehearsal writes no files.
        let laboratory = try Laboratory { $0.isRehearsal = true }
        try laboratory.run(
            "create group B; import <<X into new group A\nemail,city,age\nanna@example.com,Köln,9\nben@example.com,,10\nX\n"
        )
        for _ in 0..<12 {
            let statement = random.statement()
            _ = try laboratory.problem(statement)
        }
        let problem = try laboratory.problem("verify")
        #expect(problem == nil, "seed \(seed): \(problem?.text ?? "")")
    }

    /// SplitMix64, making statements.
    private struct Generator {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
        }

        /// A statement with some of its words exchanged. Here-documents keep their lines.
        mutating func statement() -> String {
            let text = InterpreterFuzzTests.statements[below(InterpreterFuzzTests.statements.count)]
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let first = lines[0].split(separator: " ").map { word in
                below(5) == 0 ? InterpreterFuzzTests.words[below(InterpreterFuzzTests.words.count)] : String(word)
            }
            return ([first.joined(separator: " ")] + lines.dropFirst().map(String.init)).joined(separator: "\n")
        }
    }
}
