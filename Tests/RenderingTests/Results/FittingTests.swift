import CommandLanguage
import Interpreter
import Recipients
import Testing

/// Tables in windows of several widths: what gives way first, and what never does.
struct FittingTests {
    private static func instant(_ text: String) -> Value { .instant(Instant(text) ?? .earliest) }

    /// Backups as an account lists them.
    private static let backups = Rows(
        columns: ["id", "group", "reason", "created", "expires", "recipients", "deleted", "undone"],
        rows: [
            [
                .number(12), .text("Newsletter Deutschland 2025"), .text("import"), instant("2026-01-01T08:12:33Z"),
                instant("2026-01-31T08:12:33Z"), .number(1_234), .bool(false), .bool(false),
            ],
            [
                .number(113), .text("Newsletter Deutschland 2026"), .text("delete group"),
                instant("2026-01-02T09:12:33Z"), instant("2026-02-01T09:12:33Z"), .number(7), .bool(true), .bool(true),
            ],
        ])

    private func table(_ rows: Rows, _ width: Int?, chosen: Bool = false) -> [String] {
        let text = output(.table, width: width) { renderer in
            renderer.isOnTerminal = width != nil
            renderer.begin(columns: rows.columns, areChosen: chosen, at: .sample)
            for row in rows { renderer.append(row: row) }
            renderer.end()
        }
        return text.split(separator: "\n").map(String.init)
    }

    @Test func aWideWindowTellsDistances() {
        #expect(
            table(Self.backups, 200)[2] == " 12  Newsletter Deutschland 2025  import        "
                + "2026-01-01T08:12:33Z (26 days ago)  2026-01-31T08:12:33Z (in 3 days)       1,234  no       no")
    }

    @Test func pipesShowEverythingAndTellNoDistances() {
        let lines = table(Self.backups, nil)
        #expect(
            lines[0] == " id  group                        reason        created               expires               "
                + "recipients  deleted  undone")
        #expect(!lines.joined().contains("ago"))
    }

    @Test func expiryGivesWayAndThenWhatIsDeleted() {
        #expect(
            table(Self.backups, 110) == [
                " id  group                        reason        created               recipients  deleted  undone",
                "---  ---------------------------  ------------  --------------------  ----------  -------  ------",
                " 12  Newsletter Deutschland 2025  import        2026-01-01T08:12:33Z       1,234  no       no",
                "113  Newsletter Deutschland 2026  delete group  2026-01-02T09:12:33Z           7  yes      yes",
                "(2 rows; no room for expires)",
            ])
        #expect(table(Self.backups, 96).last == "(2 rows; no room for expires, deleted)")
    }

    @Test func thenTextsAreCutInTheMiddle() {
        #expect(
            table(Self.backups, 80)[0...2] == [
                " id  group                reason        created               recipients  undone",
                "---  -------------------  ------------  --------------------  ----------  ------",
                " 12  Newslette…land 2025  import        2026-01-01T08:12:33Z       1,234  no",
            ])
    }

    @Test func thenSecondsAndDetailsGoButNeverAnIDOrATimeOfDay() {
        #expect(
            table(Self.backups, 60) == [
                " id  group            reason        created           undone",
                "---  ---------------  ------------  ----------------  ------",
                " 12  Newslet…nd 2025  import        2026-01-01 08:12  no",
                "113  Newslet…nd 2026  delete group  2026-01-02 09:12  yes",
                "(2 rows; no room for expires, recipients, deleted)",
            ])
    }

    @Test func recordsAreTheLastResort() {
        let lines = table(Self.backups, 40)
        #expect(lines.contains("expires:    2026-01-31T08:12:33Z (in 3"))
        #expect(lines.contains("deleted:    yes"))
        #expect(lines.suffix(2) == ["(2 rows; \"show FIELD, …\" chooses columns", " that fit into a table)"])
    }

    @Test(arguments: 20...130)
    func nothingNeededIsEverCut(width: Int) {
        let lines = table(Self.backups, width)
        let text = lines.joined(separator: "\n")
        for needed in ["12", "113", "08:12", "09:12", "2026-01-01", "2026-01-02"] { #expect(text.contains(needed)) }
        let isTable = text.contains("---")
        if isTable { #expect(lines.allSatisfy { $0.count <= width }) }
    }

    // MARK: Columns that say nothing

    private static let quiet = Rows(
        columns: ["email", "source", "status", "city"],
        rows: [
            [.text("anna.schneider@example.com"), .none, .text("active"), .text("Köln")],
            [.text("bo@example.org"), .none, .text("active"), .text("Castrop-Rauxel")],
        ])

    @Test func emptyColumnsGiveWayFirstThenThoseWithOneValue() {
        #expect(table(Self.quiet, 58)[0] == "email                       source  status  city")
        #expect(
            table(Self.quiet, 52)[0...2] == [
                "email                       status  city",
                "--------------------------  ------  --------------",
                "anna.schneider@example.com  active  Köln",
            ])
        #expect(
            table(Self.quiet, 46) == [
                "status: active",
                "email                       city",
                "--------------------------  --------------",
                "anna.schneider@example.com  Köln",
                "bo@example.org              Castrop-Rauxel",
                "(2 rows)",
            ])
    }

    @Test func addressesAreNeverCut() {
        for width in 10...60 {
            let text = table(Self.quiet, width).joined(separator: "\n")
            #expect(text.contains("anna.schneider@example.com") && text.contains("bo@example.org"))
        }
        let others = Rows(
            columns: ["E-Mail", "n"],
            rows: [[.text("anna.schneider@example.com"), .text("x")], [.text("b@example.com"), .text("y")]])
        #expect(table(others, 20).contains { $0.hasSuffix("anna.schneider@example.com") })
    }

    @Test func chosenColumnsStay() {
        let lines = table(Self.quiet, 46, chosen: true)
        #expect(lines.contains("source:") && lines.contains("status: active"))
        #expect(table(Self.backups, 60, chosen: true).contains { $0.hasPrefix("expires:") })
    }

    @Test func printedRowsKeepTheColumnsThatAQueryHasChosen() {
        let chosen = Rows(columns: ["id", "expires"], rows: Array(Self.backups).map { [$0[0], $0[4]] })
        #expect(output(.table, width: 20) { $0.printValues([.rows(chosen)]) }.contains("expires:"))
        let whole = output(.table, width: 80) { $0.printValues([.rows(Self.backups.withColumns(chosen: false))]) }
        #expect(whole.hasSuffix("(2 rows; no room for expires, deleted)\n"))
    }

    @Test func aSingleRowBecomesARecordBeforeAnythingIsMissing() {
        let one = Rows(columns: Self.backups.columns, rows: [Array(Self.backups)[0]])
        #expect(table(one, 80).contains("expires:    2026-01-31T08:12:33Z (in 3 days)"))
        #expect(table(one, 80).last == "(1 row)")
    }

    @Test func whatComesLaterStandsBelowItsRow() {
        let early = (1...1000).map { [Value.text("p\($0)@example.com"), .none, .text("active")] }
        let late: [[Value]] = [
            [.text("late@example.com"), .text("shop"), .text("active")],
            [.text("later@example.com"), .none, .text("inactive")],
        ]
        let lines = table(Rows(columns: ["email", "source", "status"], rows: early + late), 20)
        #expect(lines[0...1] == ["status: active", "email"])
        #expect(
            lines.suffix(5) == [
                "late@example.com", "  source: shop", "later@example.com", "  status: inactive", "(1,002 rows)",
            ])
    }

    // MARK: Headings

    @Test func headingsStayDistinct() {
        let rows = Rows(
            columns: ["name", "backup", "backups", "unsubscribed", "created"],
            rows: (0...1).map {
                [
                    .text("Ein Newsletter mit langem Namen \($0)"), .bool($0 == 0), .number(Double($0)),
                    .number(Double($0)), Self.instant("2026-01-0\($0 + 1)"),
                ]
            })
        #expect(table(rows, 60)[0] == "name               backup  backups  unsub…  created")
        for width in 30...90 {
            let heading = table(rows, width)[0].split(separator: " ")
            #expect(Set(heading).count == heading.count)
        }
    }

    @Test func namesThatAreCutStayDistinct() {
        let names = ["Newsletter Bonn, Nord, 2026", "Newsletter Köln, Nord, 2026"]
        let rows = Rows(columns: ["name", "n"], rows: zip(names, [1, 2]).map { [.text($0), .count($1)] })
        #expect(table(rows, 25).contains("name: Newsletter Bonn,"))
    }

    @Test func headingsAreTheNamesOfTheFields() {
        #expect(table(Self.backups, nil)[0].split(separator: " ").map(String.init) == Self.backups.columns)
        #expect(table(Rows(columns: ["deleted"], rows: [[.bool(true)]]), nil)[0] == "deleted")
    }

    @Test func settingsAreColoured() {
        let rows = Rows(columns: ["name", "backup"], rows: [[.text("A"), .bool(true)], [.text("B"), .bool(false)]])
        let text = query(.table, colour: true, rows)
        #expect(text.contains("\u{1B}[32myes\u{1B}[0m") && text.contains("\u{1B}[33mno\u{1B}[0m"))
        let words = output(.table, colour: true) {
            $0.show(CommandResult(Record([:]), .setting(.init(group: nil, isOn: false, isRehearsal: false))))
        }
        #expect(words == "backups of the account are \u{1B}[33moff\u{1B}[0m\n")
    }
}
