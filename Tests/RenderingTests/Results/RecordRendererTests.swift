import CommandLanguage
import Interpreter
import Recipients
import Rendering
import Testing

@Suite struct RecordRendererTests {
    let backup = Record([
        "command": .text("show backup"),
        "id": .count(1234),
        "recipients": .count(3192),
        "note": .none,
        "deleted": .bool(false),
        "settings": .record(Record(["backup": .bool(true), "retention": .duration(TimeSpan(seconds: 3600))])),
        "sample": .rows(
            Rows(
                columns: ["email", "status"],
                rows: [[.text("a@example.com"), .text("active")], [.text("bo@example.com"), .text("unsubscribed")]]
            )
        ),
        "damaged": .rows(Rows(columns: ["file"], rows: [])),
    ])

    @Test func valuesAreAlignedAndPartsIndented() {
        #expect(
            output(.table) { $0.show(CommandResult(backup)) } == """
                id:         1234
                recipients: 3,192
                note:
                deleted:    no
                settings:
                  backup:    yes
                  retention: 1 hour
                sample:
                  email           status
                  --------------  ------------
                  a@example.com   active
                  bo@example.com  unsubscribed
                damaged:    no rows

                """
        )
    }

    @Test func tablesWithinAreFittedToo() {
        let rows: [[Value]] = [[.count(1), .text("0123456789abcdefghij")], [.count(2), .none]]
        let record = Record(["sample": .rows(Rows(columns: ["n", "a"], rows: rows))])
        #expect(
            output(.table, width: 21) { $0.show(CommandResult(record)) } == """
                sample:
                  n  a
                  -  ----------------
                  1  01234567…defghij
                  2

                """
        )
    }

    @Test func wordsTakeTheRecordsPlace() {
        let words = ["backup 7 keeps 3,192 recipients", "a\u{1B}[2Jb"]
        #expect(
            output(.table) { $0.show(CommandResult(backup, .confirmation(words))) }
                == "backup 7 keeps 3,192 recipients\na\\u{1B}[2Jb\n"
        )
    }

    @Test func rowsStandBelowOneAnother() {
        let rows = Rows(
            columns: ["email", "visits", "created"],
            rows: [
                [.text("a@example.com"), .count(1000), .instant(Instant(unixSeconds: 0))],
                [.text("b@example.com"), .none, .none],
            ])
        let text = """
            email:   a@example.com
            visits:  1,000
            created: 1970-01-01T00:00:00Z

            email:   b@example.com
            visits:
            created:

            (2 rows)

            """
        #expect(query(.records, rows) == text)
        #expect(query(.records, width: 200, rows) == text)
        #expect(output(.records) { $0.printValues([.rows(rows)]) } == text)
        #expect(query(.records, Rows(columns: ["a"], rows: [])) == "(no rows)\n")
    }

    @Test func longValuesAreBrokenBetweenWordsAndAddressesNever() {
        let rows = Rows(
            columns: ["fields", "email"],
            rows: [[.text("firstname, lastname, city"), .text("anna.schneider@example.com")]])
        #expect(
            query(.records, width: 30, rows) == """
                fields: firstname, lastname,
                        city
                email:
                  anna.schneider@example.com

                (1 row)

                """)
    }

    @Test func commandsAreToldInWords() {
        #expect(output(.records) { $0.show(CommandResult(backup, .confirmation(["done"]))) } == "done\n")
    }

    @Test func theFormatChangesBetweenResults() {
        let text = output(.table) { renderer in
            renderer.format = .json
            renderer.printValues([.count(1)])
            renderer.format = .csv
            renderer.printValues([.count(1), .count(2)])
        }
        #expect(text == "[1]\n1,2\n")
    }

    @Test func namesAndStatusesAreColoured() {
        let record = Record(["email": .text("a@example.com"), "status": .text("active")])
        #expect(
            output(.table, colour: true) { $0.show(CommandResult(record)) } == """
                \u{1B}[1memail:\u{1B}[0m  a@example.com
                \u{1B}[1mstatus:\u{1B}[0m \u{1B}[32mactive\u{1B}[0m

                """
        )
    }

    @Test func fieldNamesAndValuesAreEscaped() {
        let record = Record(["a\nb": .text("\u{9B}x")])
        #expect(output(.table) { $0.show(CommandResult(record)) } == "a\\nb: \\u{9B}x\n")
    }
}
