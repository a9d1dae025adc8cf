import CommandLanguage
import Recipients
import Testing

/// What loops do over and over, and must not do from the beginning each time.
struct LoopTests {
    /// Statements that print, with what they print. Kunden has anna@example.com, ben@example.com and carl@example.com.
    @Test(arguments: [
        ("for r in recipients of Kunden { print $r.email in recipients of Kunden }", [true, true, true]),
        (
            "for x in (\"ANNA@example.com\", \"no@x.de\", none, \"a\") { print $x in recipients of Kunden }",
            [false, false, false, false]
        ),
        ("for x in (\"anna@example.com\", \"x\") { print $x not in (recipients of Kunden).Email }", [false, true]),
        (
            "for x in (\"anna@example.com\", none) { print $x in recipients of latest backup of Kunden }",
            [false, false]
        ),
        ("let k = recipients of Kunden; for x in (\"anna@example.com\", \"x\") { print $x in $k }", [true, false]),
        (
            "let k = recipients of Kunden; for x in (\"anna@example.com\", \"x\") { print $x in $k.email }",
            [true, false]
        ),
        // The variable gets another value, or another variable has its name for a time.
        ("let l = (1,); for x in (1, 2, 1) { print $x in $l; let l = ($x + 1,) }", [true, true, false]),
        ("let l = (1,); for x in (1, 2, 3, 2) { print $x in $l; let l = $l + ($x, 3) }", [true, false, true, true]),
        (
            "let l = (1,); print 1 in $l; for l in ((2,),) { print 1 in $l, 2 in $l }; print 1 in $l",
            [true, false, true]
        ),
        ("let l = (1,); let m = $l; let l = $l + (2,); print 2 in $m, 2 in $l", [false]),
    ])
    func lookUp(text: String, printed: [Bool]) throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run(text)
        #expect(laboratory.recording.printed.compactMap(\.first) == printed.map(Value.bool))
    }

    @Test(arguments: [
        ("1 in recipients of Kunden", ErrorCode.typeMismatch), ("\"a\" in recipients of Nobody", .unknownGroup),
        ("none in recipients of Nobody", .unknownGroup), ("1 in (recipients of Kunden).email", .typeMismatch),
    ])
    func failingLookUp(text: String, code: ErrorCode) throws {
        #expect(try Laboratory.withRecipients().problem("print \(text)")?.code == code)
    }

    @Test(arguments: [
        ("let s = (1,); for x in (2, 3) { let s = $s + ($x,) }", "(1, 2, 3)"),
        ("let s = (1,); for x in (2, 3) { let s = $s + ($x,) + $s }", "(1, 2, 1, 3, 1, 2, 1)"),
        ("let s = \"a\"; for x in (\"b\", \"c\") { let s = $s + $x + \"-\" }", "\"ab-c-\""),
        ("let s = (1,); let t = $s; let s = $s + (2,); let s = $t", "(1,)"),
        ("let s = (1,); let s = $s + none", "none"), ("let s = 1; let s = $s + 1", "2"),
    ])
    func collect(text: String, expected: String) throws {
        let laboratory = try Laboratory()
        try laboratory.run(text)
        #expect(try laboratory.value("$s").shown(in: .utc) == expected)
    }

    /// A failure leaves nothing half done.
    @Test func aFailingAdditionAddsNothing() throws {
        let laboratory = try Laboratory()
        try laboratory.run("let s = (1,); let t = $s")
        #expect(
            try laboratory.problem("let s = $s + (2,) + 3")?.message == "\"+\" cannot be applied to a list and a number"
        )
        #expect(try laboratory.value("$t") == .list([.number(1)]))
    }

    @Test(.timeLimit(.minutes(5))) func longLoopsTakeLinearTime() throws {
        let laboratory = try Laboratory()
        let rows = (0..<20_000).map { "\($0)" }.joined(separator: "\n")
        try laboratory.run(
            """
            let rows = rows of <<X
            n
            \(rows)
            X
            let all = ("",)
            let text = ""
            for r in $rows {
                if not ($r.n in $all) { let all = $all + ($r.n,); let text = $text + $r.n }
                expect $r.n in $rows.n
            }
            expect count($all) = 20001
            """)
    }
}
