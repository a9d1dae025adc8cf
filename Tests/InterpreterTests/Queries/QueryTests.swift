import CommandLanguage
import Recipients
import Testing

struct QueryTests {
    private func emails(_ query: String) throws -> [String] {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run(query)
        return laboratory.recording.rows.compactMap {
            guard case .text(let email) = $0.first else { return nil }
            return String(email.prefix { $0 != "@" })
        }
    }

    @Test(arguments: [
        ("", ["anna", "ben", "cem"]), ("where city = \"Bonn\"", ["ben"]), ("where CITY = \"Bonn\"", ["ben"]),
        ("where field(\"Kd Nr\") = \"1\"", ["anna"]), ("where field(\"kd nr\") = \"1\"", ["anna"]),
        ("where city = none", ["cem"]), ("where city != none", ["anna", "ben"]),
        ("where city != \"Bonn\"", ["anna", "cem"]),
        ("where number(age) > 9", ["ben"]), ("where status = \"active\"", ["anna", "cem"]),
        ("where deactivated < now() - 30d", ["ben"]), ("where not city = \"Bonn\"", ["anna", "cem"]),
        ("where email ~ \"*@EXAMPLE.com\" and city ~ \"k*\"", ["anna"]),
        ("where lower(firstname) in (\"anna\", \"ben\")", ["anna", "ben"]),
        ("where email in (recipients of Kunden where age = \"9\")", ["anna"]),
        ("where email not in (recipients of Kunden where age = \"9\")", ["ben", "cem"]),
        ("where count(recipients of Kunden) = 3 limit 1", ["anna"]),
        ("sort by age", ["ben", "anna", "cem"]), ("sort by age desc", ["anna", "ben", "cem"]),
        ("sort by activated", ["ben", "anna", "cem"]), ("sort by firstname desc limit 2", ["ben", "anna"]),
        ("limit 0", []), ("limit 2", ["anna", "ben"]), ("limit 2e0", ["anna", "ben"]), ("limit 1.0", ["anna"]),
        ("limit 1e30", ["anna", "ben", "cem"]), ("limit \"1e0\"", ["anna"]), ("where city != none limit 1", ["anna"]),
        ("sort by status", ["anna", "cem", "ben"]),
    ])
    func recipients(rest: String, expected: [String]) throws {
        #expect(try emails("recipients of Kunden \(rest)") == expected)
    }

    /// Both spellings of an internationalised domain are one address.
    @Test(arguments: [
        "email = \"ANNA@xn--mller-kva.de\"", "email in (\"anna@xn--mller-kva.de\", \"x@y.de\")",
        "email ~ \"*@xn--mller-kva.de\"", "email ~ \"*@MÜLLER.de\"", "email = \"anna@ｍüller.de\"",
        "not email != \"anna@xn--mller-kva.de\"", "lower(\"X\") = \"x\" and email = \"anna@xn--mller-kva.de\"",
    ])
    func conditionsKnowBothSpellingsOfADomain(condition: String) throws {
        let laboratory = try Laboratory()
        try laboratory.run("import <<X into new group A\nemail\nanna@xn--mller-kva.de\nanna@muller.de\nX")
        #expect(try laboratory.value("count(recipients of A where \(condition))") == .number(1))
        #expect(try laboratory.value("count(find \"*@xn--mller-kva.de\")") == .number(1))
    }

    @Test func columns() throws {
        let laboratory = try Laboratory.withRecipients()
        let expected = [
            "groups": "name recipients active inactive unsubscribed backup backups created fields bytes",
            "backups": "id group reason created expires recipients deleted undone",
            "recipients of Kunden": "email status registered activated deactivated source firstname city age Kd Nr",
            "recipients of backup 1": "email status registered activated deactivated source",
            "fields of Kunden": "name filled", "activity of Kunden": "email event at campaign",
            "log": "at action group recipients backup note user file undone",
        ]
        for (query, columns) in expected {
            try laboratory.run(query)
            #expect(laboratory.recording.columns.joined(separator: " ") == columns)
        }
    }

    @Test func rowsOfEachKind() throws {
        let laboratory = try Laboratory.withRecipients()
        let start = Instant("2026-01-01").map(Value.instant) ?? .none
        try laboratory.run("groups")
        #expect(
            laboratory.recording.rows.map { $0.dropLast() } == [
                [
                    .text("Kunden"), 3, 2, 0, 1, .bool(true), 1, start,
                    .list(["firstname", "city", "age", "Kd Nr"].map(Value.text)),
                ]
            ])
        // The one segment: its header and three rows.
        if case .number(let bytes) = laboratory.recording.rows[0].last { #expect(bytes > 300) }
        try laboratory.run("backups")
        #expect(
            laboratory.recording.rows == [
                [
                    1, .text("Kunden"), .text("import"), start, .optional(Instant("2026-01-31")), 0, .bool(false),
                    .bool(false),
                ]
            ])
        try laboratory.run("fields of Kunden")
        #expect(laboratory.recording.rows.map { $0[1] } == [2, 2, 2, 2])
        try laboratory.run("record click of anna@example.com in Kunden at 2026-01-03 campaign \"New Year\"")
        try laboratory.run("activity of Kunden")
        #expect(
            laboratory.recording.rows == [
                [.text("anna@example.com"), .text("click"), .optional(Instant("2026-01-03")), .text("New Year")]
            ])
        try laboratory.run("log limit 1")
        #expect(laboratory.recording.rows.first?.prefix(4) == [start, .text("import"), .text("Kunden"), 3])
    }

    @Test func rowDependentQueriesAreAskedForEachRow() throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run("create group Empty; groups where count(recipients of (name)) > 0")
        #expect(laboratory.recording.rows.map { $0[0] } == [.text("Kunden")])
    }

    /// The first rows are held back, so that a query that fails among them shows nothing.
    @Test(arguments: [(3, false), (1100, true)])
    func aFailingConditionAbandonsTheRows(count: Int, areShown: Bool) throws {
        let laboratory = try Laboratory()
        let rows = repeatElement("1\n", count: count).joined()
        let problem = try laboratory.problem("rows of <<X where number(a) > 0\na\n\(rows)x\nX")
        #expect(problem?.code == .invalidValue)
        #expect(laboratory.recording.wasAbandoned == areShown)
        #expect(laboratory.recording.rows.isEmpty == !areShown)
    }

    @Test func aFullOutputStopsTheQuery() throws {
        let laboratory = try Laboratory.withRecipients()
        laboratory.recording.capacity = 2
        #expect(try laboratory.problem("recipients of Kunden; print 1")?.code == .storage)
        #expect(laboratory.recording.rows.count == 2)
        #expect(laboratory.recording.printed.isEmpty)
    }

    @Test func cancellation() throws {
        var calls = 0
        let laboratory = try Laboratory { settings in
            settings.isCancelled = {
                calls += 1
                return calls > 3
            }
        }
        #expect(try laboratory.problem("print 1; print 2; print 3; print 4")?.code == .cancelled)
        #expect(laboratory.recording.printed.count == 3)
    }

    /// Whoever leaves the pager has seen enough; that is not an error.
    @Test func rowsEndWhenNobodyWantsMore() throws {
        let laboratory = try Laboratory.withRecipients()
        laboratory.recording.wanted = 2
        try laboratory.run("recipients of Kunden")
        #expect(laboratory.recording.rows.count == 2)
        #expect(!laboratory.recording.wasAbandoned)
    }
}

/// Addresses in conditions, however they are written.
struct AddressConditionTests {
    @Test(arguments: [
        "email = \" Anna@Example.COM \"", "email in (\"ANNA@example.com\", \"x\")", "email ~ \" ANNA@* \"",
        "\"Anna@Example.com\" = email", "not (email != \"ANNA@EXAMPLE.COM\")",
    ])
    func addressesAreComparedAsAddresses(condition: String) throws {
        let laboratory = try Laboratory.withRecipients()
        #expect(
            try laboratory.value("(recipients of Kunden where \(condition)).email")
                == .list([.text("anna@example.com")]))
    }
}
