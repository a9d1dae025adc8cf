import CommandLanguage
import Recipients
import Testing

struct ExpressionTests {
    @Test(arguments: [
        ("1 + 2 * 3 - 4 / 2", 5), ("-(2 + 3)", -5), ("2 * -3", -6), ("10 / 4", 2.5), ("number(\" 4.5 \")", 4.5),
        ("number(7)", 7), ("31d / 1d", 31), ("count((1, 2, 3))", 3), ("count(groups)", 1),
        ("count(recipients of Kunden)", 3), ("count(recipients of Kunden limit 2)", 2),
        ("count(recipients of latest backup of Kunden)", 0), ("sum(groups, recipients)", 3),
        ("sum(groups where recipients > 3, active)", 0), ("(group Kunden).active", 2), ("(backup 1).id", 1),
        ("last((1, 2))", 2),
        // A carriage return and a line feed are characters of their own; a letter and its accent are one.
        ("length(\"\\r\\n\")", 2), ("length(\"ä\\r\\n\")", 3), ("length(\"a\\u{308}\")", 1),
        ("count(split(\"a\\r\\nb\\r\\nc\", \"\\n\"))", 3), ("count(split(\"ä\\r\\nb\", \"\\r\"))", 2),
        ("count(split(\"ä\\r\\nb\", \"\\r\\n\"))", 2), ("length(replace(\"a\\r\\nb\", \"\\n\", \"\"))", 3),
        ("count(split(\"aaaa\", \"aa\"))", 3), ("count(split(\"aab\", \"ab\"))", 2),
        ("count(split(\"xa\\u{308}y\", \"ä\"))", 2), ("count(split(\"xa\\u{308}y\", \"a\"))", 1),
    ])
    func numbers(expression: String, expected: Double) throws {
        #expect(try Laboratory.withRecipients().value(expression) == .number(expected))
    }

    @Test(arguments: [
        ("1 = 1", true), ("1 == 1.0", true), ("1 != 2", true), ("2 < 10", true), ("\"2\" < \"10\"", false),
        ("\"a\" = \"A\"", false), ("2026-01-01 = 2026-01-01T01:00:00+01:00", true), ("60s = 1m", true),
        ("2026-01-01 < 2026-01-02", true), ("1 >= 1 and 1 <= 1", true), ("true = false", false),
        ("1 = 2 or 2 = 2", true), ("not 1 = 2", true), ("not (1 = 1 and 2 = 2)", false),
        ("1 in (1, 2)", true), ("3 in (1, 2)", false), ("3 not in (1, 2)", true), ("1 in (1,)", true),
        ("\"Kunden\" in (groups)", true), ("\"kunden\" in (groups)", false), ("(1, 2) = (1, 2)", true),
        ("\"Anna\" ~ \"a*A\"", true), ("\"Anna\" ~ \"n\"", false), ("\"Anna\" ~ \"?nn?\"", true),
        ("\"Anna\" !~ \"b*\"", true), ("\"KÖLN\" ~ \"k?ln\"", true), ("\"a*b\" = 'a*b'", true),
        ("exists(groups)", true), ("exists(groups where name = \"x\")", false), ("exists((1,))", true),
        ("(group Kunden).backup", true),
        // The missing value: only = and != look at it.
        ("none = none", true), ("none != none", false), ("none = 1", false), ("none != 1", true),
        ("1 != none", true), ("none < 1", false), ("none >= 1", false), ("none ~ \"*\"", false),
        ("none !~ \"x\"", false), ("none in (1, 2)", false), ("none not in (1, 2)", false),
        ("1 in none", false), ("1 not in none", false), ("\"x\" in first(backups where id > 9).fields", false),
        ("exists(groups where name in none or name not in none)", false),
        ("exists(recipients of Kunden where city in none)", false),
        ("first(backups where id > 9).id = none", true), ("none + 1 = none", true),
        ("lower(none) = none", true), ("not none", true), ("today(none) = none", true),
        // Texts that are equal are so in the order, too.
        ("\"u\\u{308}\" = \"ü\"", true), ("\"u\\u{308}\" < \"ü\"", false), ("\"ü\" < \"u\\u{308}\"", false),
        ("\"u\\u{308}\" <= \"ü\"", true), ("\"\\r\\n\" ~ \"??\"", true),
    ])
    func conditions(expression: String, expected: Bool) throws {
        #expect(try Laboratory.withRecipients().value(expression) == .bool(expected))
    }

    @Test(arguments: [
        ("\"a\" + \"b\"", "ab"), ("lower(\"ÄB\")", "äb"), ("upper(\"straße\")", "STRASSE"),
        ("first(groups).name", "Kunden"),
        ("(recipient ANNA@example.com of group Kunden).CITY", "Köln"), ("'$x'", "$x"), ("\"\\$x\"", "$x"),
    ])
    func texts(expression: String, expected: String) throws {
        #expect(try Laboratory.withRecipients().value(expression) == .text(expected))
    }

    @Test(arguments: [
        ("2026-01-31 + 1d", "2026-02-01T00:00:00Z"), ("1d + 2026-01-31", "2026-02-01T00:00:00Z"),
        ("2026-01-31 - 12h", "2026-01-30T12:00:00Z"), ("now()", "2026-01-01T00:00:00Z"),
        ("date(\"31.12.2024 23:59\")", "2024-12-31T23:59:00Z"), ("date(\"2024-12-31\")", "2024-12-31T00:00:00Z"),
        ("date(now())", "2026-01-01T00:00:00Z"), ("(group Kunden).created", "2026-01-01T00:00:00Z"),
    ])
    func instants(expression: String, expected: String) throws {
        #expect(try Laboratory.withRecipients().value(expression) == .optional(Instant(expected)))
    }

    @Test(arguments: [
        ("2026-01-31 - 2026-01-01", 30), ("2 * 3d", 6), ("3 days * 2", 6), ("6d / 2", 3), ("1d + 24h", 2),
        ("3d - 1d", 2), ("-(1d)", -1),
    ])
    func durations(expression: String, days: Int64) throws {
        #expect(try Laboratory().value(expression) == .duration(TimeSpan(seconds: days * 86_400)))
    }

    @Test func missingValuesSpread() throws {
        let laboratory = try Laboratory.withRecipients()
        for expression in [
            "none + 1", "1d * none", "now() - none", "first(backups where id > 9)", "last(backups where id > 9).id",
            "number(none)", "date(none)", "date(\"0\")", "upper(none)", "-(none)",
        ] {
            #expect(try laboratory.value(expression) == .none, "\(expression)")
        }
    }

    @Test func textsHoldValues() throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run(
            """
            let g = first(groups); let n = 3; let d = 36h; let list = (1, "b"); let nothing = none
            print "$n|${n}5|$g.name.|${g.created}|$d|$list|$nothing|\\t$g.Recipients"
            """)
        #expect(
            laboratory.recording.printed
                == [[.text("3|35|Kunden.|2026-01-01|36 hours|1, b||\t3")]])
    }

    @Test func membersOfRowsAreLists() throws {
        let laboratory = try Laboratory.withRecipients()
        #expect(
            try laboratory.value("(recipients of Kunden).firstname") == .list([.text("Anna"), .text("Ben"), .none]))
    }
}
