import CommandLanguage
import Interpreter
import Recipients
import Testing

/// Tables of backups in windows of several widths: what is shortened first.
struct FittingTests {
    private static let rows = Rows(
        columns: ["id", "group", "reason", "created", "expires", "recipients", "deleted"],
        rows: [
            [
                .number(12), .text("Ein Newsletter mit langem Namen"), .text("import"),
                .instant(Instant("2026-01-01") ?? .earliest), .instant(Instant("2026-01-31") ?? .earliest),
                .number(1_234_567), .bool(false),
            ]
        ])

    private func table(_ width: Int) -> [Substring] {
        let text = output(.table, width: width) { renderer in
            renderer.tellsTimesInWords = true
            renderer.begin(columns: Self.rows.columns)
            for row in Self.rows { renderer.append(row: row) }
            renderer.end()
        }
        return text.split(separator: "\n")
    }

    @Test func aWideWindowTellsDistances() {
        #expect(
            table(200)[2] == "12  Ein Newsletter mit langem Namen  import  2026-01-01T00:00:00Z (27 days ago)  "
                + "2026-01-31T00:00:00Z (in 3 days)   1,234,567  no")
    }

    @Test func textsAreCutBeforeTimes() {
        #expect(
            table(100)[2] == "12  Ein Newsletter mit lan…  import  2026-01-01T00:00:00Z  2026-01-31T00:00:00Z"
                + "   1,234,567  no")
    }

    @Test func thenTimesLoseTheirHours() {
        #expect(
            table(80) == [
                "id  group                    reason  created     expires     recipients  deleted",
                "--  -----------------------  ------  ----------  ----------  ----------  -------",
                "12  Ein Newsletter mit lan…  import  2026-01-01  2026-01-31   1,234,567  no", "(1 row)",
            ])
    }

    @Test func thenHeadersAreCut() {
        #expect(
            table(72) == [
                "id  group             reason  created     expires     recipients  delet…",
                "--  ----------------  ------  ----------  ----------  ----------  ------",
                "12  Ein Newsletter …  import  2026-01-01  2026-01-31   1,234,567  no", "(1 row)",
            ])
    }

    @Test func headersStayWhileTheLastTextCanBeCut() {
        let rows = Rows(
            columns: ["name", "unsubscribed", "backups", "fields"],
            rows: [[.text("Newsletter"), .number(1), .number(2), .text("firstname, lastname, company, city")]])
        #expect(query(.table, width: 45, rows).hasPrefix("name        unsubscribed  backups  fields\n"))
    }

    @Test func aRecordIsTheLastResort() {
        #expect(
            table(40).contains("expires:    2026-01-31T00:00:00Z (in 3 days)"))
    }

    @Test func pipesTellNoDistances() {
        let text = query(.table, Self.rows)
        #expect(text.contains("2026-01-31T00:00:00Z") && !text.contains("in 3 days"))
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
