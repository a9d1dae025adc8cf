import TestSupport

/// Makes recipients, and queries of them, at random.
struct ConditionGenerator {
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    private mutating func one(_ texts: String...) -> String { texts.randomElement(using: &random) ?? "" }
    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    // MARK: Recipients

    /// Texts of all kinds: with escapes, composed and not, numbers and dates.
    static let cities = [
        "", "Köln", "Ko\u{308}ln", "köln", "Koln", "Bonn", "\u{212A}iel", "Kiel", "a, b", "say \"no\"", "back\\slash",
        "Zürich an der Limmat bei Nacht", "Ω", "\u{2126}", "ß", "ss", "東京", "<b>", "e\u{301}t\u{e9}",
    ]
    static let ages = ["", "9", "10", "-3.50", " 7 ", "1e2", "abc", "100", "007", "12345678901234567890"]
    static let instants = [
        "", "2025-01-01", "2025-01-01T10:00:00Z", "2025-06-01T10:00:00.5Z", "2024-02-29", "0999-12-31",
    ]
    static let births = ["", "2000-01-31", "31.12.1999", "1999-12-31T23:59:59Z", "soon"]

    /// A file of some of these many addresses.
    mutating func file(of addresses: Int, share: Int) -> String {
        var lines = ["email,city,age,born,activated,deactivated,source,Kd Nr"]
        for number in 0..<addresses where below(100) < share {
            let address = number % 17 == 0 ? "jürgen\(number)@bücher.example" : "p\(number)@example.\(number % 3)x.com"
            let cells = [
                address, Self.cities[below(Self.cities.count)], Self.ages[below(Self.ages.count)],
                Self.births[below(Self.births.count)], Self.instants[below(Self.instants.count)],
                Self.instants[below(Self.instants.count)], one("", "web", "Web", "shop"), "\(below(40))",
            ]
            lines.append(cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Queries

    /// What follows `recipients of G`.
    mutating func clauses() -> String {
        var text = below(10) == 0 ? "" : "where \(condition(depth: 0))"
        if below(4) == 0 {
            text += " count by \((0...below(2)).map { _ in countedField() }.joined(separator: ", "))"
            if below(3) == 0 { text += " sort by count desc" }
        } else if below(2) == 0 {
            text += " sort by \((0...below(2)).map { _ in key() }.joined(separator: ", "))"
        }
        if below(2) == 0 { text += " limit \(one("0", "1", "5", "100", "10000"))" }
        if below(5) == 0, !text.contains("count by") { text += " show email, city" }
        return text
    }

    private mutating func countedField() -> String {
        one("city", "city", "age", "status", "source", "born", "activated", "'Kd Nr'", "registered")
    }

    private mutating func key() -> String {
        one(
            "city", "age", "status", "source", "activated", "deactivated", "email", "(lower(city))", "('Kd Nr')",
            "(length(city))"
        )
        .replacing("('Kd Nr')", with: "(field(\"Kd Nr\"))") + one("", " desc", " asc")
    }

    private mutating func condition(depth: Int) -> String {
        if depth < 3, below(10) < 4 {
            let inner = (0...below(2) + 1).map { _ in condition(depth: depth + 1) }
            return switch below(3) {
            case 0: "(\(inner.joined(separator: " and ")))"
            case 1: "(\(inner.joined(separator: " or ")))"
            default: "not (\(inner[0]))"
            }
        }
        return test()
    }

    private mutating func test() -> String {
        switch below(12) {
        case 0, 1, 2: return "\(textField()) \(comparison()) \(text())"
        case 3: return "\(instantField()) \(comparison()) \(instant())"
        case 4:
            return
                "number(\(one("age", "city", "field(\"Kd Nr\")"))) \(comparison()) \(one("9", "10", "-3.5", "7", "none"))"
        case 5: return "\(textField()) \(one("~", "!~")) \(pattern())"
        case 6: return "\(textField()) \(one("in", "not in")) \(list())"
        case 7:
            return "status \(one("=", "!=", "<", "in", "not in", "~")) ".completed {
                $0.contains("in") ? list() : pattern()
            }
        case 8: return "\(one("city", "age", "activated", "source", "email")) \(one("=", "!=", "<")) none"
        case 9:
            return one(
                "city = source", "city != source", "activated = deactivated", "activated < deactivated",
                "city < source",
                "activated != deactivated", "registered >= activated", "source = $web", "$yes", "not $yes")
        case 10:
            return one(
                "lower(city) = \"köln\"", "length(city) > 4", "default(city, \"?\") = \"?\"", "city + age = \"Bonn9\"",
                "date(born) < 2000-01-01", "day(activated) = 2025-01-01", "now() - activated > 30d", "true", "false",
                "email in (recipients of Others)", "city in (\"Bonn\", 3)", "exists(recipients of Others)")
        default:
            // Mostly an error, unless there is no value.
            return one(
                "age = 9", "city < 3", "activated > \"2025\"", "city", "born", "age in (9,)", "email > 3", "age ~ 9",
                "activated ~ \"2025*\"", "status = 3", "$none = city", "2025-01-01 <= city")
        }
    }

    private mutating func textField() -> String {
        one("city", "city", "age", "source", "born", "email", "CITY", "field(\"Kd Nr\")", "status")
    }
    private mutating func instantField() -> String { one("activated", "deactivated", "registered") }
    private mutating func comparison() -> String { one("=", "!=", "<", "<=", ">", ">=") }
    private mutating func instant() -> String {
        one("2025-01-01", "2025-01-01T10:00:00Z", "2025-06-01T10:00:00.500Z", "2024-06-01", "now()", "today(-300)")
    }
    private mutating func text() -> String {
        let word =
            [
                Self.cities, Self.ages,
                ["web", "p3@example.0x.com", " P3@EXAMPLE.0X.COM ", "JÜRGEN17@bücher.example", "active"],
            ].joined().randomElement(using: &random) ?? ""
        return "'\(word)'"
    }
    private mutating func pattern() -> String {
        one(
            "\"*\"", "\"k*\"", "\"*ö*\"", "\"*o?n\"", "\"a*\"", "\"*@example.1x.com\"", "\"P1*\"", "\"jürgen*\"",
            "\"\"", "none",
            "\"*\\\\*\"", "$web")
    }
    private mutating func list() -> String { "(\(text()), \(text()), \(one("'Bonn'", "'active'", "none", "'web'")))" }
}

extension String {
    fileprivate func completed(_ rest: (String) -> String) -> String { self + rest(self) }
}
