import Testing

@testable import CommandLanguage

@Suite struct CheckerTests {
    private func problems(_ text: String, known: Set<String> = []) -> [String] {
        let result = Parser.parse(Source(name: "t", text: text))
        guard result.diagnostics.isEmpty else { return result.diagnostics.map(\.text) }
        return Checker.check(result.script, knownVariables: KnownVariables(known)).map { problem in
            let place = problem.location.map { "\($0.line):\($0.column)" } ?? "?"
            return "\(place) \(problem.code.rawValue): \(problem.message)" + (problem.help.map { " (\($0))" } ?? "")
        }
    }

    @Test(arguments: [
        ("groups where backup = no", "1:23 unknown-field: \"groups\" has no field \"no\" (write backup = false)"),
        ("groups where Yes = backup", "1:14 unknown-field: \"groups\" has no field \"Yes\" (write backup = true)"),
        ("groups where backup != off", "1:24 unknown-field: \"groups\" has no field \"off\" (write backup != false)"),
        (
            "backups where deleted = \"yes\"",
            "1:25 type-mismatch: cannot compare true or false with a text (write deleted = true)"
        ),
        (
            "for g in groups { if $g.backup = \"no\" { } }",
            "1:34 type-mismatch: cannot compare true or false with a text (write $g.backup = false)"
        ),
    ])
    func yesAndNoAreQueriedAsTrueAndFalse(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test func yesMayBeAFieldOrAText() {
        #expect(problems("recipients of X where newsletter = yes and city = \"no\"") == [])
    }

    /// What the checker finds at the prompt, where the statements before were without problems.
    private func atThePrompt(_ text: String, _ known: KnownVariables? = nil) -> (messages: [String], KnownVariables) {
        var variables = known ?? KnownVariables()
        variables.keepsResults = true
        let found = Checker.findings(
            in: Parser.parse(Source(name: nil, text: text)).script, knownVariables: variables
        ) { file, _, _ in .script(Parser.parse(Source(name: file.literalText, text: "groups; print $_.name")).script) }
        variables.apply(found.changes)
        return (found.problems.shown.map(\.message), variables)
    }

    @Test(arguments: ["$n + 1", "2", "$n"])
    func aLoopThatKeepsAKindDoesNotHideIt(value: String) throws {
        let mistake = "let n = 0; for x in (1, 2) { print $n.city; let n = \(value) }"
        #expect(try #require(problems(mistake).first).hasPrefix("1:39 type-mismatch: a number has no member \"city\""))
    }

    @Test(arguments: [
        "let i = import a.csv into X; expect $i.mode = \"insert\"", "let r = restore 1; expect $r.mode != \"x\"",
        "let s = show settings; expect $s.guard = \"ask\"", "let s = show settings; expect $s.clock = \"real\"",
        "let s = set guard off; expect $s.guard = \"of\"", "let c = clock; expect $c.clock in (\"real\",)",
        "try { groups } else { expect $error.code = \"unknown-grp\" }", "log where action = \"imports\"",
        "changes of recipient a@b.de where action = \"foo\"",
    ])
    func aClosedSetIsComparedWithSomethingElse(text: String) {
        let found = Checker.findings(
            in: Parser.parse(Source(name: nil, text: text)).script, knownVariables: KnownVariables()
        ) { _, _, _ in .unknown }
        #expect(found.problems.isEmpty)
        #expect(found.warnings.shown.count == 1)
    }

    @Test(arguments: [
        ("for i in none { print $i }", "1:10 type-mismatch: \"for\" needs rows or a list, found none"),
        ("print last(none)", "1:12 type-mismatch: last(…) needs rows or a list, found none"),
        ("let n = none; print count($n)", "1:27 type-mismatch: count(…) needs rows or a list, found none"),
        ("print 1 in ((1, 2),)", "1:7 type-mismatch: cannot look for a number in a list that contains a list"),
    ])
    func whatAlwaysFailsIsAProblem(text: String, problem: String) throws {
        let found = problems(text)
        #expect(found.count == 1)
        #expect(try #require(found.first).hasPrefix(problem))
    }

    @Test(arguments: [
        "let n = none; if true { let n = (1,) }; print count($n)", "param n = none; for i in $n { print $i }",
        "let n = none; for i in (1, 2) { if $n != none { print count($n) }; let n = ($i,) }",
        "let n = none; print $n + 1, $n = none, $n.x", "print (1, 2) in ((1, 2),)",
    ])
    func whatMayBeThereIsNoProblem(text: String) {
        #expect(problems(text) == [])
    }

    /// What later pieces of an input see does not have to be built anew for each.
    @Test(.timeLimit(.minutes(5))) func manyVariablesOfEarlierPiecesTakeLittleTime() {
        var known = KnownVariables()
        for number in 1...20_000 {
            let script = Parser.parse(Source(name: nil, text: "let x\(number) = \(number)"), known).script
            let found = Checker.findings(in: script, knownVariables: known) { _, _, _ in .unknown }
            known.apply(found.changes) { $0 != KnownVariables.nameOfLastResult }
        }
        #expect(known.names.count == 20_000)
    }

    @Test func aFailedStatementLeavesNoVariable() {
        var known = KnownVariables(["old"])
        let script = Parser.parse(Source(name: nil, text: "let old = 1; let new = 2; let lost = 3")).script
        let found = Checker.findings(in: script, knownVariables: known) { _, _, _ in .unknown }
        known.apply(found.changes) { ["old", "new"].contains($0) }
        #expect(known.names == ["old", "new"])
    }

    /// The help for problems that are only counted is not looked for.
    @Test(.timeLimit(.minutes(5))) func manyUnknownVariablesTakeLittleTime() {
        let lines = (1...10_000).map { "let x\($0) = 1" } + (1...10_000).map { "print $y\($0)" }
        #expect(Checker.check(Parser.parse(Source(name: nil, text: lines.joined(separator: "\n"))).script).count == 100)
    }

    @Test func theLastResultIsKnownAtThePrompt() {
        let (none, variables) = atThePrompt("groups; print $_.name; create group X; print $_.group")
        #expect(none == [])
        #expect(
            atThePrompt("print $_.nme", variables).messages == ["the result of \"create group\" has no field \"nme\""])
        #expect(atThePrompt("print $_.nme", variables.limited(to: ["_"])).messages.count == 1)
        #expect(atThePrompt("print $_", variables.limited(to: [])).messages == ["there is no variable \"$_\""])
        #expect(atThePrompt("print $_").messages == ["there is no variable \"$_\""])
        #expect(atThePrompt("if true { groups }; print $_.anything").messages == [])
        #expect(atThePrompt("groups to x.csv; print $_.rows").messages == [])
        #expect(atThePrompt("let _ = 3; print $_ + 1; groups; print $_.name").messages == [])
        #expect(atThePrompt("let _ = 3; if true { groups }; print $_.anything; print $_ + 1").messages == [])
        #expect(atThePrompt("let _ = 3; groups; print $_.nme").messages.count == 1)
        var doubted = variables
        doubted.doubt(Checker.changes(by: "let x = 1")) { _ in false }
        #expect(atThePrompt("print $_.anything", doubted).messages == [])
        #expect(atThePrompt("groups; include a.cbs").messages == ["there is no variable \"$_\""])
    }

    @Test func aScriptHasNoLastResult() {
        let help =
            "at the prompt, \"$_\" is the last result, unless it is too long to be kept; a script keeps one: let r = groups"
        #expect(
            problems("groups\nprint $_") == ["2:7 unknown-variable: there is no variable \"$_\" (\(help))"])
        #expect(problems("let _ = 1; print $_") == [])
    }

    @Test(arguments: [
        "let x = 1\nprint $x",
        "param x\nprint $x",
        "for x in (1, 2) { print $x }",
        "let x = 1\nif $x = 1 { print $x }\nscenario \"s\" { let y = $x; print $y }",
        "let x = 1; for g in groups { let x = \"a\" }\nexpect $x = \"a\"",
        // The later value decides, as far as statements run one after another.
        "let x = 1; let x = \"a\"; print $x + \"b\"", "let x = none; let x = (1,); print count($x)",
        "let x = 1; if true { let x = \"a\"; print $x + \"b\" }; print $x + \"b\", $x + 1",
        "let x = 1; for y in (1, 2) { print $x + \"b\"; let x = \"a\"; print $x + \"b\" }",
        // Scenarios run after all other statements, each by itself.
        "scenario \"$v\" { expect $v = 1 }; let v = 1", "scenario s { skip $v }; param v = \"x\"",
        "let v = 1; scenario s { expect $v + \"a\" = \"xa\" }; let v = \"x\"",
        "scenario s { let v = \"a\"; if true { let v = 1 } }; scenario t { print $v + 1 }; let v = 1",
        "include \"a.cbs\"\nprint $anything",
        "let x = 1; let r = create group A; let f = \"a.cbs\"; include $f; print $x + \"b\", $r.recipients",
        "print $given",
        "groups where Recipients > 3 and name ~ \"a*\" sort by Created",
        "recipients of X where anything = \"a\" and number(age) > 18 sort by city",
        "for b in backups where deleted { show backup $b.id; print $b.created - 1 day }",
        "for r in recipients of X { print $r.city }",
        "expect (group X).recipients = 3",
        "expect first(backups of X).reason = \"import\"",
        "let g = first(groups); print $g.name",
        "let g = show group X; expect $g.settings.backup",
        "expect 1 in (1, 2); expect \"X\" in (groups); let l = (1,); expect 1 in $l",
        "expect now() - 2026-01-01 > 3 days * 2",
        "expect none = 1; expect (group X).created != none",
        "restore 3 where status = \"active\" and anything = \"x\"",
        "print \"a\" + \"b\"",
        "let r = import a.csv into X; print $r.added, $r.no_backup",
        // In the next turn, a variable has what the end of the block has set.
        "let p = \"\"; for x in recipients of K { print $p.city; let p = $x }",
        "let q = backups; for x in (1, 2) { for r in $q { print $r.bytes }; if true { let q = groups } }",
        "let x = 1; for y in (1, 2) { if true { try { print $x.city; let x = first(groups) } } }",
        "let x = 1; for y in (1, 2) { print $x.city; include \"a.cbs\" }",
        "help; help Set  TIME; help \"sort by\"; let x = \"nonsense\"; help $x; help sort $x",
        // The scripts wait for these errors.
        "expect error invalid-name { create group \"\" }", "expect error { set retention 0s }",
        "try { delete group A via \"\" }", "expect error invalid-value { try { set retention 0 days } }",
    ])
    func soundScript(_ text: String) {
        #expect(problems(text, known: ["given"]) == [])
    }

    @Test(arguments: [
        (
            "let number = 1\nprint $nunber",
            "2:7 unknown-variable: there is no variable \"$nunber\" (did you mean \"$number\"?)"
        ),
        ("print $x", "1:7 unknown-variable: there is no variable \"$x\" (give it a value with \"let\" first)"),
        (
            "print $x\nlet x = 1",
            "1:7 unknown-variable: there is no variable \"$x\" (give it a value with \"let\" first)"
        ),
        (
            "if true { let x = 1 }\nprint $x",
            "2:7 unknown-variable: there is no variable \"$x\" (give it a value with \"let\" first)"
        ),
        (
            "import a.csv into \"${x}\"",
            "1:20 unknown-variable: there is no variable \"$x\" (give it a value with \"let\" first)"
        ),
        (
            "import a.csv into X --map A=$x",
            "1:29 unknown-variable: there is no variable \"$x\" (give it a value with \"let\" first)"
        ),
        (
            "groups where recipiens > 3",
            "1:14 unknown-field: \"groups\" has no field \"recipiens\" (did you mean \"recipients\"?)"
        ),
        (
            "backups where reason = import",
            "1:24 unknown-field: \"backups\" has no field \"import\" "
                + "(its fields are id, group, reason, created, expires, recipients, deleted, undone; texts need quotes)"
        ),
        (
            "groups; help nonsense here",
            "1:14 unknown-command: there is no help on \"nonsense here\" (\"help\" lists the commands)"
        ),
        (
            "help delete grup",
            "1:6 unknown-command: there is no help on \"delete grup\" (did you mean \"help delete group\"?)"
        ),
        (
            "groups sort by name, fields",
            "1:22 type-mismatch: rows cannot be sorted by \"fields\", a list (sort by another field)"
        ),
        (
            "recipients of X sort by (split(city, \" \"))",
            "1:25 type-mismatch: rows cannot be sorted by \"(split(city, \" \"))\", a list (sort by another field)"
        ),
        (
            "groups count by name show recipients",
            "1:27 unknown-field: the result of \"count by\" has no field \"recipients\" (its fields are name, count)"
        ),
        (
            "let n = 5; groups where recipients = n",
            "1:38 unknown-field: \"groups\" has no field \"n\" (did you mean \"$n\"? texts need quotes: \"n\")"
        ),
        (
            "for g in groups { print count(groups where name = g.name) }",
            "1:51 unknown-field: \"groups\" has no field \"g.name\" "
                + "(did you mean \"$g.name\"? texts need quotes: \"g.name\")"
        ),
        (
            "groups where name = NULL",
            "1:21 unknown-field: \"groups\" has no field \"NULL\" (write none, which is the missing value)"
        ),
        (
            "let nam = 1; groups sort by nam",
            "1:29 unknown-field: \"groups\" has no field \"nam\" (did you mean \"name\"?)"
        ),
        ("groups sort by nam", "1:16 unknown-field: \"groups\" has no field \"nam\" (did you mean \"name\"?)"),
        (
            "print sum(groups, recipient)",
            "1:19 unknown-field: \"groups\" has no field \"recipient\" (did you mean \"recipients\"?)"
        ),
        (
            "for b in backups { print $b.idd }",
            "1:29 unknown-field: \"backups\" has no field \"idd\" (did you mean \"id\"?)"
        ),
        (
            "expect (group X).recipient = 3",
            "1:18 unknown-field: \"groups\" has no field \"recipient\" (did you mean \"recipients\"?)"
        ),
        (
            "expect first(log).actoin = \"x\"",
            "1:19 unknown-field: \"log\" has no field \"actoin\" (did you mean \"action\"?)"
        ),
        (
            "print 1 = \"a\"",
            "1:7 type-mismatch: cannot compare a number with a text (number(…) reads a text as a number)"
        ),
        (
            "groups where recipients = \"3\"",
            "1:14 type-mismatch: cannot compare a number with a text (number(…) reads a text as a number)"
        ),
        (
            "groups where created > \"2026\"",
            "1:14 type-mismatch: cannot compare an instant with a text (date(…) reads a text as an instant)"
        ),
        (
            "print 1 + \"a\"",
            "1:7 type-mismatch: \"+\" cannot be applied to a number and a text (text(…) turns a value into a text)"
        ),
        (
            "print now() + now()",
            "1:7 type-mismatch: \"+\" cannot be applied to an instant and an instant (number(…), date(…) and text(…) convert values)"
        ),
        (
            "print 1 ~ \"a\"",
            "1:7 type-mismatch: \"~\" compares texts, found a number (text(…) turns a value into a text)"
        ),
        (
            "expect 3",
            "1:8 type-mismatch: expected a condition, found a number (\"help expressions\" shows how values are written)"
        ),
        (
            "groups where name",
            "1:14 type-mismatch: expected a condition, found a text (\"help expressions\" shows how values are written)"
        ),
        (
            "print \"a\" in (\"a\")",
            "1:14 type-mismatch: \"in\" needs a list or rows, found a text "
                + "(a list of one element is written with a comma: (…,))"
        ),
        (
            "let x = 1; let x = \"a\"; print $x + 1",
            "1:31 type-mismatch: \"+\" cannot be applied to a text and a number (text(…) turns a value into a text)"
        ),
        (
            "scenario s { let v = \"a\"; if true { let v = 1 } }; scenario t { print $v + \"x\" }; let v = 1",
            "1:71 type-mismatch: \"+\" cannot be applied to a number and a text (text(…) turns a value into a text)"
        ),
        (
            "scenario s { let v = 1 }; scenario t { print $v }",
            "1:46 unknown-variable: there is no variable \"$v\" (give it a value with \"let\" first)"
        ),
        (
            "scenario s { include $f }; scenario t { print $v }; let f = \"a\"",
            "1:47 unknown-variable: there is no variable \"$v\" (give it a value with \"let\" first)"
        ),
        (
            "let x = 3; print $x.y",
            "1:21 type-mismatch: a number has no member \"y\" "
                + "(quote the whole text: \"${x}.y\"; only results of commands, rows and records have members)"
        ),
    ])
    func problem(_ text: String, expected: String) {
        #expect(problems(text) == [expected])
    }

    /// Although scenarios are checked last.
    @Test func problemsInScenariosKeepTheirPlaces() {
        let places = problems("print $a\nscenario s { print $b }\nprint $c\nscenario t { print $d }\nprint $e")
        #expect(places.map { $0.prefix { $0 != " " } } == ["1:7", "2:20", "3:7", "4:20", "5:7"])
        let many = problems("print $a\nscenario s { print $b }\n" + String(repeating: "print $c\n", count: 150))
        #expect(many.count == ProblemList.limit)
        #expect(many[1].hasPrefix("2:20 "))
        let late = problems(String(repeating: "print $c\n", count: 150) + "scenario s { print $b }")
        #expect(late.count == ProblemList.limit && late.last?.hasPrefix("100:7 ") == true)
    }

    /// The message about a variable without a value says why it has none.
    @Test func aFailedStatementIsRemembered() {
        var known = KnownVariables()
        let changes = Checker.changes(by: "let x = 1; let y = 1; let z = 1")
        known.apply(changes) { $0 == "y" }
        known.doubt(changes) { $0 == "x" }
        let statements = "print $x; print $z; print $y + \"a\""
        #expect(
            atThePrompt(statements, known).messages == [
                "\"$x\" has no value: the statement that would have set it failed", "there is no variable \"$z\"",
            ])
        known.apply(Checker.changes(by: "let x = 2")) { _ in true }
        #expect(atThePrompt("print $x", known).messages == [])
    }

    @Test func aParameterThatNobodyCanGiveNeedsADefault() {
        let script = Parser.parse(Source(name: nil, text: "param who")).script
        let found = Checker.findings(in: script, knownVariables: KnownVariables()) { _, _, _ in .unknown }
        let given = #expect(throws: Diagnostic.self) { try found.parameters.check([:]) }
        let none = #expect(throws: Diagnostic.self) { try found.parameters.check(nil) }
        #expect(given?.help == "give who=VALUE" && none?.help == "give it a default: param who = …")
    }

    @Test func includedScriptsAreChecked() {
        func script(_ text: String) -> Script { Parser.parse(Source(name: text, text: text)).script }
        let included = script("let x = 1; print $y")
        let problems = Checker.check(script("include a.cbs\nprint $x, $z")) { file, _, _ in
            file.literalText == "a.cbs" ? .script(included) : .unknown
        }
        #expect(problems.map(\.message) == ["there is no variable \"$y\"", "there is no variable \"$z\""])
        #expect(problems.first?.source === included.source)
    }

    @Test func circlesOfIncludesEnd() {
        let script = Parser.parse(Source(name: nil, text: "include a.cbs\nlet x = 1")).script
        let problems = Checker.check(script) { _, _, _ in .script(script) }
        #expect(problems.map(\.message) == ["scripts include one another more than 50 levels deep"])
    }
}

extension Checker {
    /// How statements without problems change the variables.
    fileprivate static func changes(by text: String) -> KnownVariables.Changes {
        findings(in: Parser.parse(Source(name: nil, text: text)).script, knownVariables: KnownVariables()) { _, _, _ in
            .unknown
        }.changes
    }
}
