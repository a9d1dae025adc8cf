import Testing

@testable import CommandLanguage

/// Statements and fragments as the contract and the users' documents write them.
@Suite struct ContractSampleTests {
    @Test(arguments: [
        "restore --mode update-add 3",
        "restore backup 7 --mode replace",
        "restore backup 3 into group Newsletter",
        "delete group N",
        "expect (group Newsletter).recipients = 3",
        "let x = import list.csv into new group N\nprint $x.added",
        "param NAME = \"a\"",
        "param days = 31 days",
        "recipients of N where number(age) > 18",
        "recipients of N where field(\"Kd Nr\") = \"7\"",
        "let file = \"a\"; print \"${file}.csv\"",
        "import - into N --format json",
        "import list.csv into N --map COLUMN= --map A=B",
        "import <<CSV into new group N\nemail\na@b.de\nCSV",
        "set backup off",
        "set backup off for group N via_x\n# nothing".replacing(" via_x", with: ""),
        "scenario \"title\" {\n    expect error unknown-group { show group X }\n}",
        "expect error unknown-group matching \"*Newsleter*\" {\n    restore backup 3 into group Newsleter\n}",
        "for b in backups of N where created > now() - 7 days sort by id desc limit 3 {\n    download backup $b.id to \"b-$b.id.csv\"\n}",
        "if exists(groups where name = \"N\") { delete group N } else { create group N }",
        "if count(recipients of N) = 0 { print \"none\" } else if true { verify }",
        "let old = (latest backup of N).id; restore $old",
        "export group N to ~/n.csv --overwrite",
        "timeline of N to n.svg",
        "clock set 2026-02-01; clock advance 31 days; clock",
        "restore group N as of 2026-01-31T10:00:00+01:00 into new group M",
        "expect (recipient a@b.de of group N).status = \"unsubscribed\"",
        "expect none = none; expect (1, 2) = (1, 2); expect 1 in (1,)",
        "help import; history; quit",
    ])
    func parsesAndChecks(_ text: String) {
        let result = Parser.parse(Source(name: nil, text: text))
        #expect(result.diagnostics.map(\.text) == [])
        #expect(!result.isIncomplete)
        #expect(Checker.check(result.script, knownVariables: KnownVariables(["b"])).map(\.text) == [])
    }
}
