import CommandLanguage
import Foundation
import JSONRecords
import TestSupport
import Testing

@testable import LanguageServer

@Suite struct TokenTests {
    /// The tokens as `line:column length type`, with `!` after one that declares.
    private func tokens(_ text: String, encodings: JSONValue = ["utf-16"]) -> [String] {
        let client = Client.editing(text, encodings: encodings)
        let data = (client.ask("semanticTokens/full")["data"]?.array ?? []).compactMap(\.integer)
        var (line, column) = (0, 0)
        return stride(from: 0, to: data.count, by: 5).map { index in
            column = data[index] == 0 ? column + data[index + 1] : data[index + 1]
            line += data[index]
            let name = TokenLegend.allCases[data[index + 3]].rawValue
            return "\(line):\(column) \(data[index + 2]) \(name)\(data[index + 4] == 1 ? "!" : "")"
        }
    }

    @Test func theLegendIsFixed() {
        let provider = Client().request("initialize", ["capabilities": [:]])["capabilities"]?["semanticTokensProvider"]
        #expect(provider?["full"] == true)
        #expect(
            provider?["legend"] == [
                "tokenTypes": [
                    "keyword", "variable", "parameter", "property", "function", "string", "number", "operator",
                    "comment", "enumMember",
                ], "tokenModifiers": ["declaration"],
            ])
    }

    @Test func everyFieldOfAnOptionIsTold() {
        #expect(
            tokens("restore 7 --only city, a") == [
                "0:0 7 keyword", "0:8 1 number", "0:10 6 property", "0:17 4 property", "0:23 1 property",
            ])
    }

    @Test func everyKindOfTokenIsTold() {
        let text = """
            param p = 3 # why
            let r = import list.csv into News --mode=add
            groups where name ~ "a*" and backups > 1 sort by bytes
            print count(groups), (group A).name, $p, none
            """
        #expect(
            tokens(text) == [
                "0:0 5 keyword", "0:6 1 parameter!", "0:8 1 operator", "0:10 1 number", "0:12 5 comment",
                "1:0 3 keyword", "1:4 1 variable!", "1:6 1 operator", "1:8 6 keyword", "1:15 8 string",
                "1:24 4 keyword", "1:34 6 property", "1:40 1 operator", "1:41 3 enumMember",
                "2:0 6 keyword", "2:7 5 keyword", "2:13 4 property", "2:18 1 operator", "2:20 4 string",
                "2:25 3 keyword", "2:29 7 property", "2:37 1 operator", "2:39 1 number", "2:41 4 keyword",
                "2:46 2 keyword", "2:49 5 property",
                "3:0 5 keyword", "3:6 5 function", "3:12 6 keyword", "3:22 5 keyword", "3:31 4 property",
                "3:37 2 parameter", "3:41 4 keyword",
            ])
    }

    @Test func variablesStandOutInTexts() {
        #expect(
            tokens("print \"😀 $x.a b\", \"${x.a}\"") == [
                "0:0 5 keyword", "0:6 4 string", "0:10 2 variable", "0:13 1 property", "0:14 3 string",
                "0:19 1 string", "0:20 3 variable", "0:24 1 property", "0:26 1 string",
            ])
        let wide = tokens("print \"😀 $x\"", encodings: ["utf-8"])
        #expect(wide == ["0:0 5 keyword", "0:6 6 string", "0:12 2 variable", "0:14 1 string"])
    }

    /// No client has to know of tokens over several lines.
    @Test func textsOverSeveralLinesAreCut() {
        let text = "print \"a\r\nbc\n\nd\"\nimport <<X into News\nemail\na@b.de\nX\n"
        #expect(
            tokens(text) == [
                "0:0 5 keyword", "0:6 2 string", "1:0 2 string", "3:0 2 string",
                "4:0 6 keyword", "4:7 3 string", "4:11 4 keyword", "5:0 5 string", "6:0 6 string", "7:0 1 string",
            ])
    }

    /// Whatever the script: tokens in order, within the text, none over another.
    @Test func tokensNeverOverlap() throws {
        let scripts = ExampleTests.scripts
        #expect(scripts.count > 5)
        for script in scripts {
            let text = try String(contentsOf: script, encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(\.utf16.count)
            let data = (Client.editing(text).ask("semanticTokens/full")["data"]?.array ?? []).compactMap(\.integer)
            var (line, column, end) = (0, 0, 0)
            for index in stride(from: 0, to: data.count, by: 5) {
                column = data[index] == 0 ? column + data[index + 1] : data[index + 1]
                line += data[index]
                #expect(data[index] > 0 || column >= end, "\(script.lastPathComponent):\(line + 1)")
                end = column + data[index + 2]
                #expect(data[index + 2] > 0 && end <= lines[line])
            }
        }
    }

    // MARK: Links

    @Test func filesAreLinks() {
        let text = """
            include "b c.cbs"
            if true { run ../d.cbs; let r = import ~/list.csv into News --rejects bad.csv }
            for r in rows of /tmp/skip.txt { print $r }
            export group News to out.csv
            groups to all.json
            import "$x.csv" into News
            import - into News
            import <<X into News
            email
            X
            """
        let links = Client.editing(text).ask("documentLink").array ?? []
        let shown = links.map { "\($0["range"]?.place ?? "") \($0["target"]?.string ?? "")" }
        #expect(
            shown == [
                "0:8-0:17 file:///scripts/b%20c.cbs", "1:14-1:22 file:///d.cbs",
                "1:39-1:49 file:///home/somebody/list.csv", "1:70-1:77 file:///scripts/bad.csv",
                "2:17-2:30 file:///tmp/skip.txt", "3:21-3:28 file:///scripts/out.csv",
                "4:10-4:18 file:///scripts/all.json",
            ])
    }

    @Test func aDocumentThatIsNoFileHasNoLinks() {
        let client = Client.initialized()
        client.open("include b.cbs", uri: "untitled:1")
        #expect(
            client.request("textDocument/documentLink", ["textDocument": ["uri": "untitled:1"]]).array?.isEmpty == true)
    }
}
