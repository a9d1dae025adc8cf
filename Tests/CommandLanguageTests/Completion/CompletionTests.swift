import Testing

@testable import CommandLanguage

struct CompletionTests {
    /// An account with two groups and two backups.
    private struct Sample: CompletionContext {
        func groupNames() -> [String] { ["Customers", "Spring sale", "group"] }
        func deletedGroupNames() -> [String] { ["Cinema"] }
        func backups() -> [CompletedBackup] {
            [
                CompletedBackup(id: 3, group: "Spring sale", reason: "undo", created: "2026-01-01"),
                CompletedBackup(id: 7, group: "Customers", reason: "import", created: "2026-01-02"),
            ]
        }
        func fields(of origin: FieldOrigin) -> [String] {
            switch origin {
            case .group("Customers"): ["firstname", "Kd Nr"]
            case .backup(7): ["city"]
            case .latestBackup(of: "Customers"): ["company"]
            case .file("list.csv"): ["Name"]
            default: []
            }
        }
        func values(of field: String, in origin: FieldOrigin, beginningWith prefix: String) -> [String] {
            field == "city" && origin == .group("Customers") || field == "Kd Nr" ? ["Köln", "Kiel am \"Meer\""] : []
        }
        func recentAddresses() -> [String] { ["zoe@example.com"] }
        func addresses(beginningWith prefix: String, in group: String?) -> [String] {
            ["anna@example.com", "anton@example.com"].filter { $0.hasPrefix(prefix) && group != "Spring sale" }
        }
        func files(beginningWith prefix: String) -> [String] {
            ["data/", "list.csv", "my list.csv", "new folder/"].filter { $0.hasPrefix(prefix) }
        }
        func variables() -> KnownVariables { KnownVariables(["result", "row"]) }
        func timeZoneNames() -> [String] { ["America/New_York", "Europe/Berlin", "UTC"] }
        func members(of variable: String) -> [String] { variable == "result" ? ["added", "backup"] : [] }
    }

    /// What is offered where `|` stands.
    private func offers(_ marked: String) -> [String] {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false).map { Array($0.utf8) }
        return Completion.of(parts[0] + parts[1], at: parts[0].count, Sample()).candidates.map(\.text)
    }

    /// Where a word is expected.
    private static let words: [(String, [String])] = [
        ("cre|", ["create "]), ("create |", ["group "]), ("CREATE gr|", ["group "]),
        ("show |", ["group ", "backup ", "recipient ", "settings ", "store "]),
        ("clock |", ["set ", "advance ", "reset "]), ("delete group C|", ["Customers "]),
        ("delete group S|", ["\"Spring sale\" "]), ("delete group \"S|", ["\"Spring sale\" "]),
        ("delete group g|", ["\"group\" "]), ("if true { delete group C|", ["Customers "]),
        ("import l|", ["list.csv "]), ("import my|", ["\"my list.csv\" "]), ("import d|", ["data/"]),
        ("import new|", ["\"new folder/"]),
        ("import list.csv |", ["into "]),
        ("import list.csv into |", ["new ", "group ", "Customers ", "\"Spring sale\" ", "\"group\" "]),
        ("import list.csv into new |", ["group "]),
        ("import list.csv into Customers --m|", ["--mode ", "--map "]),
        ("import list.csv into Customers --mode |", ["add ", "update ", "update-add ", "replace "]),
        ("import list.csv into Customers --mode=up|", ["update ", "update-add "]),
        ("recipients of Customers --|", []), ("recipients of --|", []),
        ("recipients of Customers to x.csv --|", ["--overwrite ", "--format "]),
        ("rows of list.csv --|", ["--sheet ", "--delimiter ", "--encoding ", "--as "]),
        ("rows of list.csv to x.csv --o|", ["--overwrite "]),
        ("recipients of Customers where status = act|", ["\"active\" "]),
        ("set time zone Europe/B|", ["Europe/Berlin "]), ("set time zone Ber|", ["Europe/Berlin "]),
        ("import list.csv into Customers --strict --s|", ["--sheet "]),
        ("import list.csv into Customers --delimiter s|", ["semicolon "]),
        ("export group Customers |", ["where ", "show ", "to "]),
        ("restore |", ["group ", "backup ", "latest ", "3 ", "7 "]), ("show backup |", ["3 ", "7 "]),
        ("restore 7 where ci|", ["city "]), ("restore 7 i|", ["into "]),
        ("compare backup 7 |", ["with "]), ("restore group Customers |", ["as "]),
        ("restore latest backup of C|", ["Customers ", "Cinema "]), ("backups of C|", ["Customers ", "Cinema "]),
        ("undo of group C|", ["Customers ", "Cinema "]), ("restore group C|", ["Customers ", "Cinema "]),
        ("compare C|", ["Customers ", "Cinema "]), ("compare backup 3 with C|", ["Customers ", "Cinema "]),
        ("recipients of C|", ["Customers ", "Cinema "]), ("fields of C|", ["Customers "]),
        ("restore 7 --only city, |", ["sign-up "]), ("restore 7 --only (\"sign-up\", |", ["city "]),
        ("undo --only s|", ["sign-up "]), ("restore 7 --only |", ["city ", "sign-up "]),
        ("set backup |", ["on ", "off "]), ("set backup on |", ["for "]),
        ("recipients of Customers where fi|", ["firstname ", "first(", "field("]),
        ("recipients of Customers where Kd|", ["field(\"Kd Nr\") "]),
        ("recipients of latest backup of Customers where com|", ["company "]),
        ("recipients of Customers sort |", ["by "]), ("recipients of Customers sort by K|", ["\"Kd Nr\" "]),
        ("backups where re|", ["reason ", "recipients ", "replace("]), ("print count(groups where na|", ["name "]),
        ("fields of A show |", ["name ", "filled "]), ("fields of A show filled, |", ["name "]),
        ("fields of A count by NAME, |", ["filled "]), ("fields of A count by name sort by |", ["name ", "filled "]),
        ("groups |", ["where ", "count ", "sort ", "limit ", "show ", "to "]),
        ("groups sort by name |", ["desc ", "asc ", "limit ", "show ", "to "]),
        ("let x = gr|", ["groups "]), ("let x = res|", ["restore "]), ("for row in ba|", ["backups "]),
        ("print (ba|", ["backups ", "backup "]),
        ("show recipient an|", []), ("show recipient ann|", ["anna@example.com "]),
        ("show recipient ann| of \"Spring sale\"", []), ("erase recipient ant|", ["anton@example.com "]),
        ("add recipient a@b.de to Customers |", ["firstname=", "\"Kd Nr\"="]),
        ("add recipient a@b.de to Customers firstname=|", []),
        ("add recipient a@b.de to Customers firstname=Anna K|", ["\"Kd Nr\"="]),
        ("for g in groups { print $g.na|", ["name"]), ("print first(backups of X).rea|", ["reason"]),
        ("print (group A).by|", ["bytes"]), ("print \"it is $g.|", []),
        ("for g in groups { print \"it is $g.na|", ["name"]), ("for g in groups { print \"${g.na|}\" }", ["name"]),
        ("for g in groups { print \"${g.na|", ["name}"]), ("print \"${resu|", ["result}"]),
        ("for g in groups { if $g.recipients > 3 { print $g.na|", ["name"]),
        ("for g in groups {\n  for b in backups of $g.name {\n    print $b.id, $g.na|", ["name"]),
        ("for g in groups { print $g } print $g.na|", []), ("let g = first(groups)\nprint $g.na|", ["name"]),
        ("let g = 1; for g in groups { print $g.na|", ["name"]), ("let g = groups; let g = 1; print $g.na|", []),
        ("try { log } else { print $error.|", ["code", "line", "message"]),
        ("let c = compare backup 7 with Customers; print $c.changes.|", ["change", "email", "fields"]),
        ("let c = compare backup 7 with Customers; print first($c.changes).em|", ["email"]),
        ("print first(recipients of Customers).fi|", ["firstname"]),
        ("print first(recipients of Customers).K|", ["\"Kd Nr\""]),
        ("for r in recipients of Customers where status = \"active\" { print $r.K|", ["\"Kd Nr\""]),
        ("for r in recipients of Customers { print $r.\"Kd|", ["\"Kd Nr\""]),
        ("for r in recipients of Customers { print \"$r.K|", []),
        ("let rs = recipients of backup 7; for r in $rs { print $r.ci|", ["city"]),
        ("for r in rows of list.csv { print $r.N|", ["Name"]),
        ("rows of list.csv where N|", ["Name ", "none ", "now()", "number(", "not "]),
        ("print (recipient a@b.de of Customers).fi|", ["firstname"]), ("for g in $g.|", []),
        ("print $re|", ["result"]), ("if $resu|", ["result"]), ("print $result.a|", ["added"]),
        ("print \"x: $ro|", ["row"]),
        ("let y = 1; print $y|", ["y"]), ("for g in groups { print $g|", ["g"]),
        ("for g in groups { print 1 }; print $g|", []), ("if true { let q = 1 }; print $q|", []),
        ("if true { let q = 1; print $q|", ["q"]), ("let q = 1; if true { let q = 2 }; print $q|", ["q"]),
        ("import x.csv into C via mag|", ["magento "]),
        ("help res|", ["restore "]), ("help create |", ["group "]),
        ("expect error unknown-g|", ["unknown-group "]),
        ("# cre|", []), ("create group 'x'|", []), ("import <<CSV into C\nema|", []), ("wat |", []),
    ]

    /// Where a value is expected. Within quotation marks there are values, or nothing, and the marks stay.
    private static let values: [(String, [String])] = [
        ("recipients of Customers where firstname = \"a|", []),
        ("recipients of Customers where status = \"a|", ["\"active\" "]),
        ("recipients of Customers where status in (\"active\", \"un|", ["\"unsubscribed\" "]),
        ("recipients of Customers where status not in (\"|", ["\"active\" ", "\"inactive\" ", "\"unsubscribed\" "]),
        ("recipients of Customers where status != 'i|", ["\"inactive\" "]),
        ("recipients of Customers where status = un|", ["\"unsubscribed\" "]),
        ("backups where reason = \"del|", ["\"delete group\" "]), ("backups where group = \"S|", ["\"Spring sale\" "]),
        ("groups where name ~ \"C|", ["\"Customers\" "]), ("log where group = \"C|", ["\"Customers\" "]),
        ("changes of backup 7 where change = \"|", ["\"added\" ", "\"removed\" ", "\"changed\" "]),
        ("recipients of Customers where city = \"k|", ["\"Köln\" ", "\"Kiel am \\\"Meer\\\"\" "]),
        ("recipients of Customers where field(\"Kd Nr\") = \"kö|", ["\"Köln\" "]),
        ("restore group Customers as of 2026-01-01 where city = \"kö|", ["\"Köln\" "]),
        ("undo of Customers where city = \"kö|", ["\"Köln\" "]),
        ("recipients of Customers where email = \"ann|", ["\"anna@example.com\" "]),
        ("recipients of Customers where email in (\"z|", ["\"zoe@example.com\" "]),
        ("update recipient a@b.de of Customers city=\"K|", ["\"Köln\" ", "\"Kiel am \\\"Meer\\\"\" "]),
        ("update recipient a@b.de of Customers city=kö|", ["Köln "]),
        ("for b in backups { if $b.reason = \"u|", ["\"undo\" "]), ("print \"a|", []), ("if \"a|", []),
        ("let x = \"gr|", []), ("restore \"7|", ["\"7\" "]), ("groups where \"na|", []),
        ("groups sort by \"na|", ["\"name\" "]),
        ("import list.csv into Customers --map N|", ["Name="]),
        ("import list.csv into Customers --map \"N|", ["\"Name\"="]),
        ("import list.csv into Customers --map Name=K|", ["\"Kd Nr\" "]),
        ("import list.csv into Customers --map Name=em|", ["email "]),
        ("import list.csv into Customers --map Name=uns|", ["unsubscribed "]),
        ("show recipient z|", ["zoe@example.com "]), ("show recipient \"z|", ["\"zoe@example.com\" "]),
        ("restore 7 --only c|", ["city "]),
    ]

    @Test(arguments: words + values)
    func offersWhatMayComeNext(marked: String, expected: [String]) {
        #expect(offers(marked) == expected)
    }

    @Test func showsBackupsWithGroupAndDate() {
        let text = Array("show backup ".utf8)
        let candidates = Completion.of(text, at: text.count, Sample()).candidates
        #expect(candidates.map(\.shown) == ["3", "7"])
        #expect(
            candidates.map(\.details) == [
                ["2026-01-01", "undo", "Spring sale"], ["2026-01-02", "import", "Customers"],
            ])
    }

    @Test(arguments: [
        "print |", "if |", "expect |", "let x = |", "param p = |", "if not |", "print 1, |", "print 1 + |", "print (|",
        "if true and |", "groups where |", "groups where name = |", "backups where created > |", "print lower(|",
        "print sum(groups, (|", "show group (|", "if $x in (|",
    ])
    func offersFunctionsAndVariablesWhereAValueIsExpected(marked: String) {
        #expect(
            Set(offers(marked)).isSuperset(of: ["count(", "lower(", "now()", "max(", "$result", "$row"]),
            "\(offers(marked))")
    }

    @Test(arguments: ["show group |", "import |", "groups limit |", "print 1 |", "for |", "create group |"])
    func offersNoFunctionElsewhere(marked: String) {
        #expect(!offers(marked).contains("count("))
    }

    @Test func offersOptionsWhereAStatementCouldEnd() {
        #expect(offers("restore 7 |").contains("--mode "))
        #expect(!offers("restore |").contains("--mode "))
        #expect(!offers("restore 7 --mode add |").contains("--mode "))
    }

    @Test func offersEveryBeginningOfAStatement() {
        let offered = Set(offers("|"))
        for word in CommandTable.firstWords + ["groups", "let", "for"] { #expect(offered.contains("\(word) ")) }
    }

    @Test func putsNoBlankBeforeABlank() {
        #expect(offers("del| group X") == ["delete", "deleted"])
    }

    /// Every prefix of every example can be asked about, and where a keyword of it begins, it is offered.
    @Test(arguments: CommandTable.all.flatMap(\.examples))
    func everyPrefixOfAnExample(example: String) {
        let bytes = Array(example.utf8)
        for cursor in 0...bytes.count {
            guard String(validating: bytes[..<cursor], as: UTF8.self) != nil else { continue }
            let completion = Completion.of(bytes, at: cursor, Sample())
            #expect(completion.range.upper == cursor && completion.range.lower <= cursor)
        }
        let words = example.prefix { $0 != "\"" && $0 != "\n" }.split(separator: " ").map(String.init)
        guard let first = words.first else { return }
        #expect(offers("\(first.prefix(first.count - 1))|").contains { $0.hasPrefix(first) })
    }
}
