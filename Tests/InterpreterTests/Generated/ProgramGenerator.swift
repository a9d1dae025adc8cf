import TestSupport

/// Makes programs of the whole language at random. Most are well typed; in some, one part is exchanged for something
/// else.
final class ProgramGenerator {
    private var random: SplitMix
    /// The variables that are in scope, by what they hold; the innermost block is last.
    private var scopes: [[(name: String, kind: Kind)]] = [[]]
    private var names = 0
    /// Whether parts are exchanged for what does not fit, which is what the checker is for.
    private let isCareless: Bool
    /// How many blocks are open.
    private var depth: Int { scopes.count - 1 }

    /// What an expression yields.
    enum Kind: CaseIterable {
        case number, text, instant, bool, list, groups, backups
    }

    /// The program of a seed.
    static func program(_ seed: Int) -> String {
        let generator = ProgramGenerator(random: SplitMix(seed: UInt64(seed)))
        let setUp = """
            create group Empty
            import <<X into new group News
            email,city,age,activated,deactivated
            anna@example.com,Köln,9,2025-01-01,
            ben@example.com,Bonn,10,2025-01-01,2025-06-01
            cem@example.com,,,2025-03-01,
            dora@example.com,Köln,31,,
            X

            """
        let count = generator.below(12) + 4
        return setUp + (0..<count).map { _ in generator.statement() }.joined(separator: "\n") + "\n"
    }

    private init(random: SplitMix) {
        self.random = random
        isCareless = self.random.next() % 5 == 0
    }

    // MARK: Chance

    private func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    private func chance(_ percent: Int) -> Bool { below(100) < percent }
    private func one(_ texts: String...) -> String { texts[below(texts.count)] }
    private func maybe(_ percent: Int, _ text: @autoclosure () -> String) -> String {
        chance(percent) ? " \(text())" : ""
    }

    // MARK: Words

    private func group() -> String {
        chance(85) ? one("News", "Empty", "Leads", "\"New leads\"") : one("Newz", "\"\"", "(\"Ne\" + \"ws\")")
    }
    private func email() -> String {
        "\(one("anna", "ben", "cem", "dora", "emil", "Anna"))@example.com"
    }
    private func field() -> String { one("email", "status", "city", "age", "activated", "source") }
    private func file() -> String { one("a.csv", "b.json", "c.jsonl", "d.tsv", "e.txt", "f.xlsx", "no/g.csv") }
    private func instantWord() -> String {
        one("2026-01-01", "2025-12-31T10:00", "2026-01-05T00:00:00+01:00", "31.01.2026", "2026-03-29T02:30")
    }

    // MARK: Expressions

    private func variable(_ kind: Kind) -> String? {
        let known = scopes.joined().filter { $0.kind == kind }
        return known.isEmpty ? nil : "$\(known[below(known.count)].name)"
    }

    func expression(_ kind: Kind, depth: Int = 0) -> String {
        if isCareless, chance(4) { return expression(Kind.allCases[below(Kind.allCases.count)], depth: depth + 1) }
        if chance(30), let variable = variable(kind) { return variable }
        if depth > 2 { return literal(kind) }
        switch kind {
        case .number: return number(depth + 1)
        case .text: return text(depth + 1)
        case .instant: return instant(depth + 1)
        case .bool: return bool(depth + 1)
        case .list: return list(depth + 1)
        case .groups: return "(groups\(maybe(30, "where recipients > 1")))"
        case .backups: return "(backups\(maybe(30, "sort by id desc")))"
        }
    }

    private func number(_ depth: Int) -> String {
        func next() -> String { expression(.number, depth: depth) }
        switch below(9) {
        case 0: return "count(\(rows()))"
        case 1: return "(\(next()) \(one("+", "-", "*", "/")) \(next()))"
        case 2: return "sum(groups, recipients)"
        case 3: return "length(\(expression(.text, depth: depth)))"
        case 4: return "(group News).recipients"
        case 5: return "first(backups).recipients"
        case 6: return "max(backups, id)"
        // Whatever is missing, the result is a number.
        case 7: return "default(\(one("first(backups).recipients", "none", "3")), 0)"
        default: return literal(.number)
        }
    }

    private func text(_ depth: Int) -> String {
        func next() -> String { expression(.text, depth: depth) }
        switch below(10) {
        case 0: return "(\(next()) + \(next()))"
        case 1: return "\(one("upper", "lower", "trim"))(\(next()))"
        case 2: return "text(\(expression(.number, depth: depth)))"
        case 3: return "text(\(expression(.instant, depth: depth)))"
        case 4: return "join(\(expression(.list, depth: depth)), \", \")"
        case 5: return "first(groups).name"
        case 6: return "replace(\(next()), \"a\", \"b\")"
        case 7: return variable(.number).map { "\"n: ${\($0.dropFirst())}\"" } ?? literal(.text)
        default: return literal(.text)
        }
    }

    private func instant(_ depth: Int) -> String {
        func next() -> String { expression(.instant, depth: depth) }
        switch below(7) {
        case 0: return one("now()", "today()")
        case 1: return "today(\(below(5) - 2))"
        case 2: return "day(\(next()))"
        case 3: return "(\(next()) + \(one("1d", "36h", "90s")))"
        case 4: return "date(\"2026-02-01 10:00\")"
        case 5: return "min(backups, created)"
        default: return literal(.instant)
        }
    }

    private func bool(_ depth: Int) -> String {
        func next(_ kind: Kind) -> String { expression(kind, depth: depth) }
        switch below(9) {
        case 0, 1: return "\(next(.number)) \(one("=", "<", ">=", "!=")) \(next(.number))"
        case 2: return "\(next(.text)) ~ \"*a*\""
        case 3: return "\(next(.text)) in \(next(.list))"
        case 4: return "exists(\(rows()))"
        case 5: return "not (\(next(.bool)))"
        case 6: return "(\(next(.bool)) \(one("and", "or")) \(next(.bool)))"
        case 7: return "\(next(.instant)) < \(next(.instant))"
        default: return literal(.bool)
        }
    }

    private func list(_ depth: Int) -> String {
        func next(_ kind: Kind) -> String { expression(kind, depth: depth) }
        switch below(4) {
        case 0: return "(\(next(.text)), \(next(.text)))"
        case 1: return "split(\(next(.text)), \"e\")"
        case 2: return "(\(next(.list)) + \(next(.list)))"
        default: return literal(.list)
        }
    }

    private func literal(_ kind: Kind) -> String {
        switch kind {
        case .number: one("0", "1", "2.5", "-3", "17")
        case .text: one("\"Köln\"", "'a b'", "\"\"", "\"x\\ty\"", "\"News\"")
        case .instant: instantWord()
        case .bool: one("true", "false")
        case .list: one("(\"Köln\", \"Bonn\")", "(\"a\",)", "(\"\", \"e\", \"News\")")
        case .groups: "groups"
        case .backups: "backups"
        }
    }

    // MARK: Queries

    private func condition() -> String {
        switch below(7) {
        case 0: "status = \"\(one("active", "inactive", "unsubscribed"))\""
        case 1: "city = \(expression(.text, depth: 2))"
        case 2: "number(age) > \(expression(.number, depth: 2))"
        case 3: "email in (\"\(email())\", \"\(email())\")"
        case 4: "activated < \(expression(.instant, depth: 2))"
        case 5: "city != none and not (age = none)"
        default: "city in \(expression(.list, depth: 2)) or email ~ \"*m@*\""
        }
    }

    private func state() -> String {
        one(
            "\(group())", "group \(group())", "backup \(below(4) + 1)", "latest backup of \(group())",
            "\(group()) as of \(instantWord())")
    }

    private func rows() -> String {
        switch below(8) {
        case 0: "recipients of \(state())"
        case 1: "recipients of News where \(condition())"
        case 2: "backups of \(group())"
        case 3: "changes of backup \(below(3) + 1)"
        case 4: "find \(email())"
        case 5: "groups where name in \(expression(.list, depth: 2))"
        default: one("groups", "backups", "deleted groups", "log", "fields of News", "activity of News")
        }
    }

    private func query() -> String {
        let clauses: String
        switch below(4) {
        case 0: clauses = "recipients of \(state())\(maybe(60, "where \(condition())")) count by \(field())"
        case 1: clauses = "recipients of \(state())\(maybe(60, "where \(condition())")) sort by \(field()), email desc"
        case 2: clauses = "rows of \(file())"
        default: clauses = rows()
        }
        return clauses + maybe(30, "limit \(below(4))")
    }

    // MARK: Statements

    private func command() -> String {
        switch below(24) {
        case 0: return "create group \(one("Leads", "\"New leads\"", "News")) --fields a, city"
        case 1: return "rename group \(group()) to \(one("Leads", "Other", "News"))"
        case 2: return "delete group \(group())\(maybe(20, "via api"))"
        case 3, 4, 5:
            let rows = (0..<below(4)).map { _ in "\(email()),\(one("Köln", "Ulm", "", "\"a, b\"")),\(below(40))" }
            return "import <<X into \(maybe(10, "new") == "" ? "" : "new group ")\(group())"
                + maybe(40, "--mode \(one("add", "update", "replace", "update-add"))") + maybe(20, "--empty clear")
                + maybe(10, "via magento") + "\nemail,city,age\n\(rows.joined(separator: "\n"))\nX"
        case 6: return "import \(file()) into \(one("News", "Leads", "new group Copy"))\(maybe(30, "--rejects r.csv"))"
        case 7:
            return "export group \(group())\(maybe(40, "where \(condition())"))\(maybe(30, "show city, status"))"
                + " to \(file())\(maybe(40, "--overwrite"))"
        case 8: return "download \(one("backup \(below(4) + 1)", "latest backup of \(group())")) to \(file())"
        case 9, 10:
            return
                "restore \(one("\(below(4) + 1)", "latest backup of \(group())", "group \(group()) as of \(instantWord())"))"
                + maybe(30, "where \(condition())") + maybe(20, "--only city") + maybe(15, "--resubscribe")
        case 11: return one("undo", "undo of \(group())", "undo backup \(below(4) + 1)", "undo where \(condition())")
        case 12: return "redo"
        case 13: return "compare \(state()) with \(state())\(maybe(30, "limit 2"))"
        case 14: return "set backup \(one("on", "off"))\(maybe(60, "for \(group())"))"
        case 15: return one("set retention 3d", "set retention 31 days", "set guard off", "set time zone Europe/Berlin")
        case 16:
            return "add recipient \(email()) to \(group()) city=(\(expression(.text, depth: 2))) activated=2026-01-01"
        case 17: return "update recipient \(email()) of \(group()) age=\"\(below(90))\""
        case 18: return one("remove recipient \(email()) from \(group())", "unsubscribe \(email()) from \(group())")
        case 19: return "record open of \(email()) in \(group()) at \(instantWord()) campaign \"c\""
        case 20: return "erase recipient \(email())"
        case 21: return one("clock advance 1d", "clock advance 40 days", "clock set \(instantWord())", "clock")
        case 22:
            return one(
                "show group \(group())", "show backup \(below(3) + 1)", "show settings",
                "show recipient \(email())", "show recipient \(email()) to who.json --overwrite")
        default: return one("verify", "purge", "timeline", "timeline to t.svg")
        }
    }

    private func block(_ name: String? = nil, _ kind: Kind = .text) -> String {
        scopes.append(name.map { [($0, kind)] } ?? [])
        defer { scopes.removeLast() }
        let count = below(3) + 1
        let indentation = String(repeating: "  ", count: depth)
        let lines = (0..<count).map { _ in "\(statement())\n" }
        return "{\n\(lines.map { indentation + $0 }.joined())}"
    }

    private func bind(_ kind: Kind) -> String {
        names += 1
        let name = "v\(names)"
        scopes[scopes.count - 1].append((name, kind))
        return name
    }

    func statement() -> String {
        if depth < 3, chance(20) { return compound() }
        switch below(10) {
        case 0, 1, 2, 3: return command()
        case 4: return query()
        case 5: return "\(query()) to \(file())\(maybe(40, "--overwrite"))"
        case 6:
            let kind = Kind.allCases[below(Kind.allCases.count)]
            let value = expression(kind)
            return "let \(bind(kind)) = \(value)"
        case 7:
            names += 1
            return
                "let v\(names) = \(maybe(30, "rehearse") == "" ? "" : "rehearse ")\(one("undo", "redo", "restore 1", "clock"))"
                + "\nprint $v\(names).command"
        case 8:
            return "print \(expression(.number)), \(expression(.text)), \(expression(.instant)), \(expression(.list))"
        default: return "expect \(expression(.bool))\(maybe(30, ", \"why\""))"
        }
    }

    private func compound() -> String {
        switch below(6) {
        case 0: return "if \(expression(.bool)) \(block())\(maybe(50, "else \(block())"))"
        case 1:
            let list = expression(.list)
            names += 1
            return "for t\(names) in \(list) \(block("t\(names)"))"
        case 2:
            names += 1
            return "for g in groups where name != \"x\" {\n  print $g.name, $g.recipients\n  \(query())\n}"
        case 3: return "try \(block()) else {\n  print $error.code, $error.message\n}"
        case 4: return "rehearse \(block())"
        default: return "expect error \(maybe(50, "unknown-group")) \(block())"
        }
    }
}
