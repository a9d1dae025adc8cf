import CommandLanguage
import Interpreter
import Recipients
import Rendering
import Testing

@Suite struct JSONRendererTests {
    @Test func aQueryIsOneArrayOnOneLine() {
        let rows = Rows(
            columns: ["email", "Kd \"Nr\""],
            rows: [[.text("a@example.com"), .count(7)], [.text("b@example.com"), .none]]
        )
        #expect(
            query(.json, rows)
                == #"[{"email":"a@example.com","Kd \"Nr\"":7},{"email":"b@example.com","Kd \"Nr\"":null}]"# + "\n"
        )
        #expect(query(.json, Rows(columns: ["a"], rows: [])) == "[]\n")
    }

    @Test func rowsAreWrittenAsTheyCome() {
        let sink = StringSink()
        var renderer = ResultRenderer(format: .json, sink: sink)
        renderer.begin(columns: ["n"])
        renderer.append(row: [.count(1)])
        #expect(sink.text == #"[{"n":1}"#)
        renderer.append(row: [.count(2)])
        #expect(sink.text == #"[{"n":1},{"n":2}"#)
        renderer.abandon()
        #expect(sink.text == #"[{"n":1},{"n":2}"# + "\n")
    }

    @Test func aRecordIsAnObjectInTheOrderOfItsColumns() {
        let record = Record([
            "command": .text("import"),
            "strict": .bool(true),
            "at": .instant(Instant(microseconds: 1_767_225_600_500_000)),
            "retention": .duration(TimeSpan(seconds: 2_592_000)),
            "half": .duration(TimeSpan(microseconds: 500_000)),
            "new_fields": .list([.text("Kd-Nr."), .number(0.25), .list([.none])]),
            "inner": .record(Record(["on": .bool(false)])),
            "rows": .rows(Rows(columns: ["a"], rows: [[.count(1)], [.count(2)]])),
            "empty": .record(Record([:])),
            "infinite": .number(.infinity),
        ])
        let expected =
            #"{"command":"import","strict":true,"at":"2026-01-01T00:00:00.5Z","retention":2592000,"half":0.5,"#
            + #""new_fields":["Kd-Nr.",0.25,[null]],"inner":{"on":false},"rows":[{"a":1},{"a":2}],"#
            + #""empty":{},"infinite":null}"#
        #expect(output(.json) { $0.show(CommandResult(record, .confirmation(["in words"]))) } == expected + "\n")
    }

    @Test(arguments: [
        ("Größe 日本 😀 /", #""Größe 日本 😀 /""#),
        ("\"\\", #""\"\\""#),
        ("a\r\n\t\0\u{1F}", #""a\r\n\t\u0000\u001f""#),
        ("\u{7F}\u{85}\u{A0}é", "\"\\u007f\\u0085\u{A0}é\""),
    ])
    func stringsAreEscaped(text: String, expected: String) {
        #expect(output(.json) { $0.printValues([.text(text)]) } == "[\(expected)]\n")
    }
}
