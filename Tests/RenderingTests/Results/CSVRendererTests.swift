import CommandLanguage
import Foundation
import Interpreter
import Recipients
import Rendering
import Testing

@Suite struct CSVRendererTests {
    @Test func aQueryIsAHeaderAndItsRows() {
        let rows = Rows(
            columns: ["name", "n, m", "on", "at"],
            rows: [
                [.text("Weber, \"Koch\""), .count(1_000_000), .bool(true), .instant(Instant(unixSeconds: 0))],
                [.text("a\nb"), .none, .bool(false), .none],
                [.text("c\r\n"), .number(0.5), .none, .none],
            ]
        )
        #expect(
            query(.csv, rows)
                == "name,\"n, m\",on,at\n\"Weber, \"\"Koch\"\"\",1000000,true,1970-01-01T00:00:00Z\n"
                + "\"a\nb\",,false,\n\"c\r\n\",0.5,,\n"
        )
    }

    /// A terminal would obey them; programs need them.
    @Test(arguments: [
        ("\u{1B}[2J", "\\u{1B}[2J"), ("a\nb", "a\\nb"), ("a\r\n", "a\\r\\n"), ("\u{9B}x", "\\u{9B}x"),
        ("\u{202E}x", "\\u{202E}x"), ("x,\u{7}", "\"x,\\u{7}\""),
    ])
    func controlCharactersAreEscapedOnATerminal(text: String, shown: String) {
        let rows = Rows(columns: [text, "list"], rows: [[.text("a"), .list([.text(text)])]])
        let result = CommandResult(Record(["command": .text(text)]), .confirmation(["in words"]))
        for isOnTerminal in [true, false] {
            let all = output(.csv) { renderer in
                renderer.isOnTerminal = isOnTerminal
                renderer.begin(columns: rows.columns)
                for row in rows { renderer.append(row: row) }
                renderer.end()
                renderer.printValues([.text(text)])
                renderer.show(result)
            }
            #expect(all.components(separatedBy: shown).count - 1 == (isOnTerminal ? 4 : 0), "\(all)")
            #expect(all.components(separatedBy: text).count - 1 == (isOnTerminal ? 0 : 4), "\(all)")
        }
    }

    @Test func anEmptyLineWouldBeNoRow() {
        #expect(query(.csv, Rows(columns: ["a"], rows: [[.none], [.text("x")]])) == "a\n\"\"\nx\n")
    }

    /// Whoever reads the text would strip the blanks of a cell without quotes.
    @Test func cellsThatBeginOrEndWithABlankAreQuoted() {
        let rows = Rows(columns: ["a", "b"], rows: [[.text(" x"), .text("y\t")], [.text("x y"), .text("\u{85}z")]])
        #expect(query(.csv, rows) == "a,b\n\" x\",\"y\t\"\nx y,\"\u{85}z\"\n")
    }

    @Test func aRecordIsAHeaderAndARow() {
        let record = Record([
            "command": .text("set retention"),
            "retention": .duration(TimeSpan(seconds: 60)),
            "expired": .list([.count(1), .count(2)]),
            "inner": .record(Record(["a": .list([.text("x"), .none])])),
            "pairs": .list([.list([.count(1)])]),
            "rows": .rows(Rows(columns: ["a"], rows: [[.text("x")], [.text("a\nb")]])),
            "none": .rows(Rows(columns: ["a"], rows: [])),
        ])
        #expect(
            output(.csv) { $0.show(CommandResult(record, .confirmation(["in words"]))) } == """
                command,retention,expired,inner,pairs,rows,none
                set retention,60,"1, 2","{""a"":[""x"",null]}",[[1]],"[{""a"":""x""},{""a"":""a\\nb""}]",[]

                """
        )
    }
}
