import CommandLanguage
import Recipients
import Testing

/// `count by`, `sort by` with several keys, `show`, and the functions of the second edition.
struct QueryClauseTests {
    private func rows(_ query: String, setUp: String = "") throws -> (columns: [String], rows: [[Value]]) {
        let laboratory = try Laboratory.withRecipients()
        if !setUp.isEmpty { try laboratory.run(setUp) }
        try laboratory.run(query)
        return (laboratory.recording.columns, laboratory.recording.rows)
    }

    @Test func countingRows() throws {
        let counted = try rows("recipients of Kunden count by status")
        #expect(counted.columns == ["status", "count"])
        #expect(counted.rows == [[.text("active"), 2], [.text("unsubscribed"), 1]])
        let both = try rows(
            "recipients of Kunden where age != none count by city, status sort by city desc show count, city")
        #expect(both.columns == ["count", "city"])
        #expect(both.rows == [[1, .text("Köln")], [1, .text("Bonn")]])
        // Missing values count too, and come last; "count" is the number of rows, and a field of that name another one.
        let missing = try rows(
            "recipients of C count by count", setUp: "import <<X into new group C\nemail,count\na@b.de,1\nb@b.de,\nX")
        #expect(missing.columns == ["count_2", "count"])
        #expect(missing.rows == [[.text("1"), 1], [.none, 1]])
        let several = try rows(
            "recipients of C count by count, COUNT_2",
            setUp: "import <<X into new group C\nemail,count,count_2\na@b.de,1,2\nX")
        #expect(several.columns == ["count_3", "count_2", "count"])
        let sorted = try rows(
            "recipients of C count by Count sort by count show count, count_2",
            setUp: "import <<X into new group C\nemail,Count\na@b.de,1\nb@b.de,1\nc@b.de,7\nX")
        #expect(sorted.rows == [[1, .text("7")], [2, .text("1")]])
    }

    /// Addresses are ordered by their bytes everywhere.
    @Test func addressesAreNoTexts() throws {
        let ordered = ["a-b", "a_b", "zb", "{b", "~b", "äb"].map { "\($0)@x.de" }
        let setUp =
            "import <<X into new group G\nemail\n\(ordered.reversed().joined(separator: "\n"))\nX\n"
            + ordered.reversed().map { "record open of \"\($0)\" in G at 2025-01-01\n" }.joined()
        for query in [
            "find \"*\" sort by email show email", "changes of backup 2 sort by email show email",
            "activity of G sort by email show email", "recipients of G count by email show email",
            "recipients of G sort by email show email",
        ] {
            #expect(
                try rows(query, setUp: setUp).rows.map { $0[0] }.filter { $0.isAt("x.de") } == ordered.map(Value.text),
                "\(query)")
        }
        let laboratory = try Laboratory()
        try laboratory.run(setUp)
        #expect(try laboratory.value("min(recipients of G, email)") == .text("a-b@x.de"))
        #expect(try laboratory.value("max(recipients of G, email)") == .text("äb@x.de"))
        #expect(try laboratory.value("count(recipients of G where email > \"zb@x.de\")") == 3)
        #expect(try laboratory.value("count(recipients of G where not (email <= \"ZB@x.de\"))") == 3)
        #expect(try laboratory.value("count(find \"*\" where email < \"{b@x.de\")") == 3)
        #expect(try laboratory.value("count(recipients of G where \"ZB@x.de\" in (email, \"x\"))") == 1)
    }

    @Test func sortingBySeveralKeys() throws {
        let sorted = try rows("recipients of Kunden sort by status, (number(age)) desc, email show email")
        #expect(sorted.rows == ["anna", "cem", "ben"].map { [.text("\($0)@example.com")] })
        let byLength = try rows("recipients of Kunden sort by (length(email)) desc, email limit 2 show email, city")
        #expect(byLength.columns == ["email", "city"] && byLength.rows.count == 2)
        #expect(byLength.rows.first == [.text("anna@example.com"), .text("Köln")])
        let order = try rows(
            "groups sort by name show name",
            setUp:
                "create group Zebra; create group äpfel; create group apfel; create group Apfel; create group \"10\"; create group _a"
        )
        #expect(order.rows.map { $0[0] } == ["_a", "10", "apfel", "Apfel", "äpfel", "Kunden", "Zebra"].map(Value.text))
    }

    @Test(arguments: [
        ("recipients of Kunden show nope", ErrorCode.unknownField), ("groups show nope", .unknownField),
        ("groups count by nope", .unknownField), ("groups count by name sort by backups", .unknownField),
        ("print sum(groups, name)", .typeMismatch), ("print min(groups, fields)", .typeMismatch),
        ("print replace(\"a\")", .syntax), ("print now(1)", .syntax), ("print today(\"a\")", .typeMismatch),
        ("print text(groups)", .typeMismatch), ("print join(1, \",\")", .typeMismatch),
        ("print length(1)", .typeMismatch), ("print split(\"a\", \"\")", .invalidValue),
        ("print today(0.5)", .invalidValue), ("print today(4000000)", .invalidValue),
        // It has no magnitude in the same type.
        ("print today(-9223372036854775808)", .invalidValue), ("print (1,) + 1", .typeMismatch),
    ])
    func mistakes(text: String, code: ErrorCode) throws {
        let laboratory = try Laboratory.withRecipients()
        let result = Parser.parse(Source(name: nil, text: text))
        let problem = try (result.diagnostics + Checker.check(result.script)).first ?? laboratory.problem(text)
        #expect(problem?.code == code, "\(problem?.text ?? "")")
    }

    @Test(arguments: [
        ("min(recipients of Kunden, activated)", "2025-01-01"), ("max(recipients of Kunden, (number(age)))", "10"),
        ("sum(recipients of Kunden, (number(age) * 2))", "38"),
        ("min(recipients of Kunden where age = \"x\", age)", ""),
        ("sum((recipients of Kunden sort by city, age), (number(age)))", "19"),
        ("max((groups show name, recipients), recipients)", "3"), ("min(backups, created)", "2026-01-01"),
        ("today()", "2026-01-01"), ("today(-1)", "2025-12-31"), ("day(now() + 30h)", "2026-01-02"),
        ("text(now() + 1h)", "2026-01-01T01:00:00Z"),
        ("text(3) + \"x\"", "3x"), ("trim(\"  a b \")", "a b"), ("length(\"Köln\")", "4"),
        ("replace(\"a-b-c\", \"-\", \"+\")", "a+b+c"), ("join(split(\"a,b,,c\", \",\"), \"|\")", "a|b||c"),
        ("count(split(\"a\", \",\"))", "1"), ("default(none, 7)", "7"), ("default(\"x\", 7)", "x"),
        ("join((1, 2) + (\"a\",), \" \")", "1 2 a"), ("text(none) = none", "true"), ("trim(none) = none", "true"),
        ("date(\"31.01.2026 15:00\")", "2026-01-31T15:00:00Z"), ("31.01.2026", "2026-01-31"),
        ("31.01.2026T10:00", "2026-01-31T10:00:00Z"), ("\"Kunden\" in groups", "true"),
        ("\"anna@example.com\" in recipients of Kunden where city = \"Köln\"", "true"),
        ("first(recipients of Kunden).\"Kd Nr\"", "1"), ("first(recipients of Kunden).'Kd Nr'", "1"),
        ("(recipient anna@example.com of Kunden).\"Kd Nr\"", "1"),
        ("count(recipients of Kunden count by status)", "2"),
    ])
    func functions(expression: String, text: String) throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run("let x = \(expression.contains(" in ") ? "(\(expression))" : expression); print \"$x\"")
        #expect(laboratory.recording.printed.last == [.text(text)])
    }

    @Test func membersInQuotes() throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run("for r in recipients of Kunden limit 1 { print $r.\"Kd Nr\", $r.'email' }")
        #expect(laboratory.recording.printed == [[.text("1"), .text("anna@example.com")]])
    }

    @Test func germanDatesAreInstants() throws {
        let laboratory = try Laboratory()
        try laboratory.run(
            "clock set 31.01.2026; clock set \"01.02.2026 15:00\"; clock set \"2026-02-01 16:00\"; print now()")
        #expect(laboratory.recording.printed == [[.instant(try #require(Instant("2026-02-01T16:00")))]])
    }
}

extension Value {
    /// Whether it is an address at a domain.
    fileprivate func isAt(_ domain: String) -> Bool {
        if case .text(let text) = self { text.hasSuffix("@\(domain)") } else { false }
    }
}
