import CommandLanguage
import Recipients
import Testing

struct StatementTests {
    private func printed(_ text: String, files: [String: String] = [:], arguments: [String: [String]] = [:]) throws
        -> [Value]
    {
        let laboratory = try Laboratory(files: files)
        try laboratory.run(text, arguments: arguments)
        return laboratory.recording.printed.map { $0.count == 1 ? $0[0] : .list($0) }
    }

    @Test func bindings() throws {
        #expect(try printed("let a = 1; let b = $a + 1; let a = $b; print $a, $b") == [.list([2, 2])])
        #expect(
            try printed("let r = create group X; print $r.group, $r.command") == [
                .list([.text("X"), .text("create group")])
            ])
        #expect(
            try printed("create group B; create group A; let g = groups; print count($g), $g.name") == [
                .list([2, .list([.text("A"), .text("B")])])
            ])
    }

    @Test func loops() throws {
        #expect(try printed("for x in (1, 2) { print $x }") == [1, 2])
        #expect(try printed("let sum = 0; for x in (1, 2) { let sum = $sum + $x }; print $sum") == [3])
        // The rows are fixed before the first turn.
        #expect(
            try printed("create group A; for g in groups { create group \"$g.name-2\" }; print count(groups)") == [2])
        #expect(try printed("create group A; let gs = groups; for g in $gs { print $g.name }") == [.text("A")])
        #expect(try Laboratory().problem("for x in 3 { print 1 }")?.code == .typeMismatch)
    }

    @Test func conditionals() throws {
        let text =
            "for n in (1, 2, 3) { if $n = 1 { print \"a\" } else if $n = 2 { print \"b\" } else { print \"c\" } }"
        #expect(try printed(text) == [.text("a"), .text("b"), .text("c")])
        #expect(try Laboratory().problem("if 1 { print 1 }")?.code == .typeMismatch)
    }

    @Test func blocksHaveVariablesOfTheirOwn() throws {
        #expect(try Laboratory().problem("if true { let x = 1 }; print $x")?.code == .unknownVariable)
        #expect(try printed("let x = 1; for x in (2,) { print $x }; print $x") == [2, 1])
    }

    @Test(arguments: [
        ("expect none", "expected a condition, found none"),
        ("let x = none; expect $x", "expected $x, but it is none"),
    ])
    func anExpectedConditionIsMissing(text: String, message: String) throws {
        let problem = try Laboratory().problem(text)
        #expect(problem?.code == .expectation && problem?.message == message)
        #expect(problem?.help == "\"expect\" needs a condition that is true or false")
    }

    @Test(arguments: [
        ("expect 1 + 1 = 3", "2", "3"), ("expect count(groups) > 4", "0", "4"),
        ("expect \"a\" = \"b\"", "\"a\"", "\"b\""),
        ("expect 1 = 1 and none = 2", "none", "2"), ("expect exists(groups)", "exists(groups)", "false"),
        ("expect 1 = 2 or 3 = 4", "1 and 2", "3 and 4"), ("let x = (1, 2); expect 3 in $x", "3", "(1, 2)"),
    ])
    func expectations(statement: String, left: String, right: String) throws {
        let problem = try Laboratory().problem(statement)
        #expect(problem?.code == .expectation)
        #expect(problem?.message.contains(left) == true)
        #expect(problem?.message.contains(right) == true)
    }

    @Test func expectedErrors() throws {
        let laboratory = try Laboratory()
        try laboratory.run("expect error unknown-group { show group x; print 1 }; expect error { show backup 1 }")
        try laboratory.run("expect error unknown-group matching \"*no group*\" { show group x }")
        #expect(laboratory.recording.printed.isEmpty)
        for statement in [
            "expect error { print 1 }", "expect error unknown-backup { show group x }",
            "expect error unknown-group matching \"nothing\" { show group x }",
        ] {
            #expect(try laboratory.problem(statement)?.code == .expectation, "\(statement)")
        }
    }

    @Test func scripts() throws {
        let files = [
            "lib/a.cbs": "include b.cbs\nlet x = 5", "lib/b.cbs": "print \"b\"", "c.cbs": "param n = 1; print $n + 1",
        ]
        #expect(try printed("include lib/a.cbs; print $x", files: files) == [.text("b"), 5])
        #expect(try printed("run c.cbs; run c.cbs n=4; let m = 7; run c.cbs n=$m", files: files) == [2, 5, 8])
        let laboratory = try Laboratory(files: files.merging(["loop.cbs": "include loop.cbs"]) { $1 })
        #expect(try laboratory.problem("run c.cbs m=4")?.code == .unknownVariable)
        #expect(try laboratory.problem("run nix.cbs")?.code == .unreadableFile)
        #expect(try laboratory.problem("include loop.cbs")?.code == .syntax)
    }

    /// A script that is run has a top level of its own, whatever is around the statement that runs it.
    @Test(arguments: [
        "if true { run b.cbs }", "for f in (\"b.cbs\",) { run $f }", "try { run b.cbs }", "rehearse { run b.cbs }",
        "if true { let x = run b.cbs }", "if true { run outer.cbs }", "if true { run including.cbs }",
        "expect error unknown-group { run b.cbs; show group N }",
    ])
    func aScriptThatIsRunInABlockMayHaveScenarios(statement: String) throws {
        let files = [
            "b.cbs": "print 1\nscenario s { print 2 }\nprint 3", "outer.cbs": "if true { run b.cbs }",
            "including.cbs": "include b.cbs",
        ]
        #expect(try printed(statement, files: files) == [1, 3])
        let laboratory = try Laboratory(files: files.merging(["in.cbs": "if true { include b.cbs }"]) { $1 })
        let inBlock = "let f = \"b.cbs\"; if true { include $f }"
        #expect(try laboratory.problem(inBlock)?.message == "a scenario cannot be inside a block")
        #expect(try laboratory.problem("run in.cbs")?.message == "a scenario cannot be inside a block")
    }

    /// The checker cannot follow a name that a variable holds; the run tells the cycle before its second round.
    @Test(arguments: [
        ("let f = \"a.cbs\"; include $f", "\"sub/../a.cbs\" includes or runs itself"),
        ("let f = \"a.cbs\"; run $f", "\"sub/../a.cbs\" includes or runs itself"),
        ("run (\"self.cbs\")", "\"self.cbs\" includes or runs itself"),
    ])
    func aCycleThroughAVariableIsAMistakeOfTheScripts(text: String, message: String) throws {
        let files = [
            "a.cbs": "print 1; let g = \"sub/b.cbs\"; include $g", "sub/b.cbs": "let f = \"../a.cbs\"; run $f",
            "self.cbs": "print 1; let f = \"self.cbs\"; run $f",
        ]
        let laboratory = try Laboratory(files: files) { $0.identity = { $0.replacing("sub/../", with: "") } }
        let problem = try laboratory.problem(text)
        #expect(problem?.code == .syntax)
        #expect(problem?.message == message)
        #expect(laboratory.recording.printed == [[1]])
    }

    @Test func parameters() throws {
        let text = "param n = 3; param d = 1h; param b = true; param s; print $n, $d, $b, $s"
        let arguments = ["n": ["4"], "d": ["2d"], "b": ["false"], "s": ["5"]]
        #expect(
            try printed(text, arguments: arguments) == [
                .list([4, .duration(TimeSpan(seconds: 172_800)), .bool(false), .text("5")])
            ])
        #expect(throws: Diagnostic.self) { try printed("param n = 3", arguments: ["n": ["x"]]) }
        #expect(
            try printed("param d = 1h; print $d", arguments: ["d": ["3 days"]]) == [
                .duration(TimeSpan(seconds: 259_200))
            ])
        let list = "param n = (1, 2); print $n"
        #expect(try printed(list, arguments: ["n": ["3", "4", "5"]]) == [.list([3, 4, 5])])
        #expect(try printed(list, arguments: ["n": ["3"]]) == [.list([3])])
        #expect(throws: Diagnostic.self) { try printed(list, arguments: ["n": ["3", "x"]]) }
        #expect(throws: Diagnostic.self) { try printed("param n = 3", arguments: ["n": ["3", "4"]]) }
        let missing = try #require(try Laboratory().problem("param n"))
        #expect(missing.code == .unknownVariable && missing.help == "give it a default: param n = …")
        let ungiven = #expect(throws: Diagnostic.self) { try printed("param n", arguments: ["m": ["1"]]) }
        #expect(ungiven?.help == "give n=VALUE")
    }

    @Test func quitting() throws {
        #expect(try printed("for x in (1, 2) { print $x; if true { quit } }; print 3") == [1])
        // It ends the script that contains it; an included one is part of the including one.
        let files = ["a.cbs": "print 1; quit; print 2", "b.cbs": "include a.cbs; print 3"]
        #expect(try printed("run a.cbs; run b.cbs; print 4", files: files) == [1, 1, 4])
        #expect(try printed("include a.cbs; print 4", files: files) == [1])
    }

    @Test func argumentsAreTyped() throws {
        let laboratory = try Laboratory()
        try laboratory.run(
            "create group A; let name = \"A\"; show group $name; show group (\"A\"); show group \"$name\"")
        #expect(laboratory.recording.results.count == 4)
        for statement in [
            "let n = 3; show group $n", "let g = first(groups); delete group $g", "clock advance (3)", "clock set (1h)",
            "add recipient (1) to A", "add recipient x@y.de to A city=(3)", "show backup (now())",
        ] {
            #expect(try laboratory.problem(statement)?.code == .typeMismatch, "\(statement)")
        }
        try laboratory.run("let d = 1 hour; clock advance $d; let t = now() + 1d; clock set $t; clock advance (2 * 1d)")
        try laboratory.run("add recipient x@y.de to A activated=$t city=\"$d\"")
    }
}
