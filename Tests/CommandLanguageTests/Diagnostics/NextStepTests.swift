import Recipients
import Testing

@testable import CommandLanguage

/// Typical mistakes, and what the help says to do: never what does something else, or does not work.
struct NextStepTests {
    private func problems(_ text: String) -> [Diagnostic] {
        let result = Parser.parse(Source(name: nil, text: text))
        return result.diagnostics.isEmpty ? Checker.check(result.script) : result.diagnostics
    }

    @Test(arguments: [
        ("restore backup 207 mode replace", "write \"--mode replace\""),
        ("restore 3 -mode add", "write \"--mode add\""),
        ("export group A to a.csv overwrite", "write \"--overwrite\""),
        ("restore News", "write \"restore latest backup of News\"; \"backups\" lists the ids"),
        ("restore \"Spring sale\"", "write \"restore latest backup of \"Spring sale\"\"; \"backups\" lists the ids"),
        ("set backup of News off", "write \"set backup off for News\""),
        ("set backup for group News on", "write \"set backup on for News\""),
        ("unerase a@b.de", "what is erased is gone for good"),
        ("show backups", "write a query by itself: backups"), ("show groups", "write a query by itself: groups"),
        ("groups order by name", "write \"sort by\""),
        ("recipients of A where city is none", "write \"= none\""),
        ("recipients of A where city is not none", "write \"!= none\""),
        ("recipients of A where city like \"K*\"", "write ~ and a pattern in quotes: ~ \"*@example.com\""),
        ("recipients of A where city contains \"K\"", "write ~ and a pattern in quotes: ~ \"*…*\""),
        ("recipients of A where city = \"a\" & age = \"b\"", "write \"and\""),
        ("if 1 = 1 && 2 = 2 { }", "write \"and\""), ("groups || backups", "write \"or\""),
        ("while true { }", "\"for NAME in …\" runs a block for each row or element"),
        ("// a comment", "a comment begins with \"#\""),
        ("print now", "did you mean \"now()\"? texts need quotes: \"now\""),
        ("restore group A as of now()", "put an expression in parentheses: (now(…))"),
        ("let my-var = 1", "a name is a letter or \"_\", then letters, digits and \"_\""),
        ("let v = 1; print $v-x", "a name is a letter or \"_\", then letters, digits and \"_\": $v_x"),
        ("print 1 month", "write it in days: 30 days"), ("set retention 2 months", "write it in days: 30 days"),
        ("print 1 + \\ ", "a \\ continues a line only if nothing follows it, not even a space"),
        ("clock set 2026-1-1", "write 2026-01-01"), ("print 2026-1-31", "write 2026-01-31"),
        ("create group “New Year”", "use straight ones: \"New Year\""),
        ("create group „Köln“", "use straight ones: \"Köln\""),
        ("create group it’s", "use straight ones: \"it's\""),
        ("recipients of A group by city", "write \"count by\", which counts the rows of each value"),
        ("recipients of A where \"city\" = \"Köln\"", "write city = \"Köln\""),
        ("recipients of A where \"Kd Nr\" = \"1\"", "write field(\"Kd Nr\") = \"1\""),
    ])
    func theNextStep(text: String, help: String) {
        let problems = problems(text)
        #expect(problems.count == 1, "\(problems.map(\.text))")
        #expect(problems.first?.help == help)
    }

    @Test(arguments: ["undelete group A", "recover A", "resubscribe a@b.de", "unsubscrib a@b.de from A"])
    func nothingOfTheOppositeIsSuggested(text: String) {
        let help = problems(text).first?.help ?? ""
        #expect(!help.contains("did you mean \"delete") && !help.contains("did you mean \"remove"))
        #expect(text.hasPrefix("unsubscrib ") == help.contains("did you mean \"unsubscribe\"?"))
    }

    @Test(arguments: [
        ("recipients of A where status = \"aktiv\"", "\"status\" is never \"aktiv\""),
        ("recipients of A where \"activ\" = status", "\"status\" is never \"activ\""),
        ("backups where reason in (\"improt\", \"x\")", "\"reason\" is never \"improt\""),
        ("for b in backups { if $b.reason = \"export\" { } }", "\"reason\" is never \"export\""),
        ("recipients of A where city = \"\"", "\"city\" is never an empty text: this is always false"),
        ("recipients of A where city != \"\"", "\"city\" is never an empty text: this is always true"),
        ("backups where created = 2026-03-20", "\"created\" is almost never exactly midnight of 2026-03-20"),
    ])
    func whatIsNeverTrueIsAWarning(text: String, message: String) {
        let script = Parser.parse(Source(name: nil, text: text)).script
        let findings = Checker.findings(in: script, knownVariables: KnownVariables()) { _, _, _ in .unknown }
        #expect(findings.problems.isEmpty)
        #expect(findings.warnings.shown.map(\.message) == [message])
        #expect(findings.warnings.shown.first?.warningText.hasPrefix("warning: ") == true)
    }

    @Test(arguments: [
        "recipients of A where status = \"active\"", "backups where reason in (\"import\", \"x\")",
        "backups where created = 2026-03-20T10:00", "backups where created > 2026-03-20", "if 1 = 1 { }",
        "expect \"a\" = \"b\"",
        "recipients of A where status = $s and \"a\" in (recipients of B)",
    ])
    func nothingElseIs(text: String) {
        let script = Parser.parse(Source(name: nil, text: "let s = 1; let s = \"a\"\n" + text)).script
        let findings = Checker.findings(in: script, knownVariables: KnownVariables()) { _, _, _ in .unknown }
        #expect(findings.problems.shown.map(\.text) == [] && findings.warnings.isEmpty)
    }

    @Test(arguments: ["at 2026-01-02 campaign A", "campaign A at 2026-01-02", "campaign A", "at 2026-01-02", ""])
    func theOrderOfAtAndCampaignIsFree(rest: String) {
        #expect(problems("record open of a@b.de in A \(rest)").isEmpty)
        #expect(!problems("record open of a@b.de in A at 2026-01-02 at 2026-01-03").isEmpty)
    }
}
