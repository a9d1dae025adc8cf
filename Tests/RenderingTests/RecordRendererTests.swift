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
        let record = Record(["sample": .rows(Rows(columns: ["a"], rows: [[.text("0123456789")]]))])
        #expect(
            output(.table, width: 11) { $0.show(CommandResult(record)) } == """
                sample:
                  a
                  ---------
                  01234567…

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
