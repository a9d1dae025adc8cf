import CommandLanguage
import Recipients
import Rendering
import Testing

@Suite struct TableRendererTests {
    let start = Value.instant(Instant(unixSeconds: 1_767_225_600))

    var groups: Rows {
        Rows(
            columns: ["name", "recipients", "backup", "created", "fields"],
            rows: [
                [.text("Kunden"), .count(1_000_000), .bool(true), start, .list([.text("city"), .text("Kd-Nr.")])],
                [.text("日本 👩‍👩‍👧‍👦"), .count(7), .bool(false), .none, .list([])],
            ]
        )
    }

    @Test func columnsAreAligned() {
        #expect(
            query(.table, groups) == """
                name     recipients  backup  created               fields
                -------  ----------  ------  --------------------  ------------
                Kunden    1,000,000  yes     2026-01-01T00:00:00Z  city, Kd-Nr.
                日本 👩‍👩‍👧‍👦           7  no
                (2 rows)

                """
        )
    }

    @Test func idsHaveNoCommas() {
        let rows = Rows(
            columns: ["id", "backup", "recipients", "note"],
            rows: [
                [.count(12_345), .count(1000), .count(1000), .count(1000)], [.count(1), .none, .count(1), .text("a")],
            ]
        )
        #expect(
            query(.table, rows) == """
                   id  backup  recipients  note
                -----  ------  ----------  ----
                12345    1000       1,000  1000
                    1                   1  a
                (2 rows)

                """
        )
    }

    @Test func footerCountsRows() {
        #expect(query(.table, Rows(columns: ["name"], rows: [])) == "name\n----\n(no rows)\n")
        #expect(query(.table, Rows(columns: ["name"], rows: [[.text("a")]])) == "name\n----\na\n(1 row)\n")
    }

    @Test func dataIsEscaped() {
        let rows = Rows(columns: ["a\tb"], rows: [[.text("\u{1B}[2J\n")], [.text("\u{202E}x")]])
        #expect(query(.table, rows) == "a\\tb\n-----------\n\\u{1B}[2J\\n\n\\u{202E}x\n(2 rows)\n")
    }

    @Test func valuesAreInWords() {
        let inner = Record(["city": .list([.text("Köln"), .none]), "n": .count(2)])
        let row: [Value] = [
            .duration(TimeSpan(seconds: 2_592_000)), .number(0.5), .bool(false), .record(inner),
            .rows(Rows(columns: ["a"], rows: [[.none]])),
        ]
        #expect(
            query(.table, Rows(columns: ["keep", "part", "on", "inner", "rows"], rows: [row])) == """
                keep     part  on  inner                     rows
                -------  ----  --  ------------------------  -----
                30 days   0.5  no  city: (Köln, none), n: 2  1 row
                (1 row)

                """
        )
    }

    // MARK: Windows

    var recipients: Rows {
        Rows(
            columns: ["email", "status", "visits", "company"],
            rows: [
                [.text("anna.schneider@example.com"), .text("active"), .count(3), .text("Bäckerei Schneider & Söhne")],
                [.text("bo@example.org"), .text("inactive"), .count(12), .text("Weber")],
            ]
        )
    }

    @Test func aTableThatFitsIsNotCut() {
        #expect(query(.table, width: 72, recipients) == query(.table, recipients))
    }

    @Test func theLongestTextIsCut() {
        #expect(
            query(.table, width: 62, recipients) == """
                email                       status    visits  company
                --------------------------  --------  ------  ----------------
                anna.schneider@example.com  active         3  Bäckerei…& Söhne
                bo@example.org              inactive      12  Weber
                (2 rows)

                """
        )
    }

    @Test func rowsBecomeRecordsWhenNothingFits() {
        #expect(
            query(.table, width: 30, recipients) == """
                email:
                  anna.schneider@example.com
                status:  active
                visits:  3
                company: Bäckerei Schneider &
                         Söhne

                email:   bo@example.org
                status:  inactive
                visits:  12
                company: Weber

                (2 rows; "show FIELD, …"
                 chooses columns that fit into
                 a table)

                """
        )
    }

    // MARK: Streaming

    @Test func widthsComeFromTheFirstThousandRows() {
        let rows = (1...1000).map { [Value.text("r\($0)"), .count($0)] } + [[.text("much longer"), .count(1_000_000)]]
        let lines = query(.table, Rows(columns: ["a", "n"], rows: rows)).split(separator: "\n")
        #expect(lines[0] == "a          n")
        #expect(lines[1001] == "r1000  1,000")
        #expect(lines[1002] == "much longer  1,000,000")
        #expect(lines[1003] == "(1,001 rows)")

        let fitted = query(.table, width: 40, Rows(columns: ["a", "n"], rows: rows)).split(separator: "\n")
        #expect(fitted[1002] == "mu…er  1,000,000")
    }

    @Test func theFirstThousandRowsAreKeptUntilTheWidthsAreKnown() {
        let sink = StringSink()
        var renderer = ResultRenderer(format: .table, sink: sink)
        renderer.begin(columns: ["n"])
        for number in 1..<1000 { renderer.append(row: [.count(number)]) }
        #expect(sink.text == "")
        renderer.append(row: [.count(1000)])
        #expect(sink.text.hasSuffix("\n  999\n1,000\n"))
        renderer.append(row: [.count(1001)])
        #expect(sink.text.hasSuffix("\n1,000\n1,001\n"))
    }

    @Test func aFailedQueryHasNoFooter() {
        let text = output(.table) { renderer in
            renderer.begin(columns: ["a"])
            renderer.append(row: [.text("x")])
            renderer.abandon()
            renderer.abandon()
        }
        #expect(text == "a\n-\nx\n")
        let empty = output(.table) { renderer in
            renderer.begin(columns: ["a"])
            renderer.abandon()
        }
        #expect(empty == "")
    }

    // MARK: Colour

    @Test func statusesAreColoured() {
        let rows = Rows(
            columns: ["status", "n"],
            rows: [[.text("active"), .count(1)], [.text("unsubscribed"), .none], [.text("inactive"), .count(3)]]
        )
        let escape = "\u{1B}"
        #expect(
            query(.table, colour: true, rows) == """
                \(escape)[1mstatus\(escape)[0m        \(escape)[1mn\(escape)[0m
                \(escape)[2m------------\(escape)[0m  \(escape)[2m-\(escape)[0m
                \(escape)[32mactive\(escape)[0m        1
                \(escape)[33munsubscribed\(escape)[0m
                \(escape)[2minactive\(escape)[0m      3
                \(escape)[2m(3 rows)\(escape)[0m

                """
        )
    }
}
