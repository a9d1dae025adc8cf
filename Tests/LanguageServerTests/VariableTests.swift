import JSONRecords
import Testing

@testable import LanguageServer

@Suite struct VariableTests {
    // MARK: References

    /// Places as `main 0:4-0:5`, with `*` where a value is given.
    private func references(
        _ client: Client,
        _ line: Int,
        _ character: Int,
        declarations: Bool = true,
        uri: String = Client.uri
    ) -> [String] {
        let answer = client.request(
            "textDocument/references",
            [
                "textDocument": ["uri": .string(uri)],
                "position": ["line": JSONValue(line), "character": JSONValue(character)],
                "context": ["includeDeclaration": .bool(declarations)],
            ])
        return (answer.array ?? []).map { place in
            let file = place["uri"]?.string?.split(separator: "/").last?.split(separator: ".").first ?? ""
            return "\(file) \(place["range"]?.place ?? "")"
        }
    }

    private static let text = """
        param limit = 10
        let x = 1
        let x = $x + $limit
        for x in (1, 2) {
            print $x, "${x} $x.a"
        }
        for g in groups { print $g.name }
        for g in backups { print $g.id }
        print "$x", $y
        """

    /// A scenario sees what later statements outside of it have set, and keeps what it sets to itself.
    @Test func aScenarioComesAfterAllOtherStatements() {
        let text = "scenario s { print $v; let w = 1 }\nlet v = 1\nscenario t { let v = 2; print $w }; let w = 2"
        let client = Client.editing(text)
        #expect(Set(references(client, 1, 4)) == ["main 0:20-0:21", "main 1:4-1:5", "main 2:17-2:18"])
        #expect(Set(references(client, 2, 40)) == ["main 0:27-0:28", "main 2:31-2:32", "main 2:40-2:41"])
    }

    /// The lines of a script are found once, not for each place.
    @Test func aVariableWithThousandsOfPlacesIsFoundAtOnce() {
        let count = 10_000
        let client = Client.editing("let x = 1\n" + String(repeating: "print $x, \"a longer line\"\n", count: count))
        #expect(references(client, 0, 4).count == count + 1)
        #expect(edits(rename(client, 0, 4, to: "y")).count == count + 1)
    }

    @Test(arguments: [
        (0, 6, ["main 0:6-0:11", "main 2:14-2:19"]), (2, 13, ["main 0:6-0:11", "main 2:14-2:19"]),
        (1, 4, ["main 1:4-1:5", "main 2:4-2:5", "main 2:9-2:10", "main 8:8-8:9"]),
        (8, 8, ["main 1:4-1:5", "main 2:4-2:5", "main 2:9-2:10", "main 8:8-8:9"]),
        (4, 17, ["main 3:4-3:5", "main 4:11-4:12", "main 4:17-4:18", "main 4:21-4:22"]),
        (6, 25, ["main 6:4-6:5", "main 6:25-6:26"]), (7, 4, ["main 7:4-7:5", "main 7:26-7:27"]),
        (8, 13, ["main 8:13-8:14"]), (0, 0, []), (8, 1, []), (4, 24, []),
    ])
    func everyPlaceOfAVariableIsFound(line: Int, character: Int, places: [String]) {
        let found = references(Client.editing(Self.text), line, character)
        #expect(Set(found) == Set(places) && found.count == places.count)
    }

    /// Whoever includes a script has its variables, too: a name that is changed from one is changed in all.
    @Test func aVariableOfAScriptThatSeveralIncludeIsFoundFromEach() {
        let client = Client.initialized()
        let (script, other) = ("file:///scripts/p.cbs", "file:///scripts/two.cbs")
        client.open("let total = 1", uri: script)
        client.open("include p.cbs\nprint $total")
        client.open("include p.cbs\nprint 1, $total", uri: other)
        let places: Set = ["p 0:4-0:9", "main 1:7-1:12", "two 1:10-1:15"]
        #expect(Set(references(client, 1, 8)) == places)
        #expect(Set(references(client, 0, 5, uri: script)) == places)
        #expect(Set(references(client, 1, 11, uri: other)) == places)
    }

    @Test func placesThatGiveAValueAreLeftOutIfAskedFor() {
        let client = Client.editing(Self.text)
        #expect(references(client, 1, 4, declarations: false) == ["main 2:9-2:10", "main 8:8-8:9"])
    }

    /// A `let` in a block gives a new value to what it sees; without that, it makes a variable of the block.
    @Test func blocksShareTheVariablesAroundThem() {
        let client = Client.editing("let n = 0\nif true { let n = 1; let m = 2; print $m }\nprint $n\nlet m = 3")
        #expect(references(client, 2, 7) == ["main 0:4-0:5", "main 1:14-1:15", "main 2:7-2:8"])
        #expect(references(client, 3, 4) == ["main 3:4-3:5"])
    }

    @Test func mistakesHideNoPlace() {
        let client = Client.editing("let r = import a.csv into X --bad\nrestor 3 $r\nprint $r.added nonsense")
        #expect(references(client, 0, 4).count == 3)
    }

    @Test func includedScriptsBelongToIt() {
        let files = ["/scripts/b.cbs": "let shared = 1\ninclude \"sub/c.cbs\"", "/scripts/sub/c.cbs": "print $shared"]
        let client = Client.editing("if true {\n    include b.cbs\n    print $shared\n}\nlet shared = 2", files: files)
        #expect(Set(references(client, 2, 11)) == ["b 0:4-0:10", "c 0:7-0:13", "main 2:11-2:17"])
        #expect(references(client, 4, 4) == ["main 4:4-4:10"])
    }

    /// The other way round: an open script that includes the document.
    @Test func openScriptsThatIncludeItAreSearched() {
        let client = Client.editing("include b.cbs\nprint $shared", files: ["/scripts/b.cbs": "old"])
        let uri = "file:///scripts/b.cbs"
        client.open("let shared = 1", uri: uri)
        #expect(Set(references(client, 0, 5, uri: uri)) == ["b 0:4-0:10", "main 1:7-1:13"])
    }

    @Test func parametersAreFoundWhereAScriptIsRun() {
        let files = ["/scripts/b.cbs": "param day = 1\nprint $day"]
        let client = Client.editing(
            "let day = 5\nlet r = run b.cbs day=$day\nif true { rehearse run b.cbs day = 3 }", files: files)
        #expect(
            Set(references(client, 1, 18)) == ["b 0:6-0:9", "b 1:7-1:10", "main 1:18-1:21", "main 2:29-2:32"])
        #expect(Set(references(client, 0, 4)) == ["main 0:4-0:7", "main 1:23-1:26"])
    }

    @Test func scriptsThatIncludeThemselvesAreSurvived() {
        let files = ["/scripts/b.cbs": "include main.cbs\nlet x = 1\nrun b.cbs", "/scripts/main.cbs": "include b.cbs"]
        #expect(references(Client.editing("include b.cbs\nprint $x", files: files), 1, 7).count == 2)
    }

    @Test func highlightsTellReadingFromWriting() {
        let client = Client.editing("let x = 1\nprint $x")
        let highlights = client.ask("documentHighlight", line: 1, character: 8).array ?? []
        #expect(highlights.map { $0["range"]?.place } == ["0:4-0:5", "1:7-1:8"])
        #expect(highlights.map { $0["kind"]?.integer } == [3, 2])
        #expect(client.ask("documentHighlight", line: 0, character: 1) == .null)
    }

    // MARK: Renaming

    private func rename(_ client: Client, _ line: Int, _ character: Int, to name: String) -> JSONValue {
        client.answer(
            "textDocument/rename",
            [
                "textDocument": ["uri": .string(Client.uri)],
                "position": ["line": JSONValue(line), "character": JSONValue(character)], "newName": .string(name),
            ])
    }

    private func edits(_ answer: JSONValue, in uri: String = Client.uri) -> [String] {
        (answer["result"]?["changes"]?[uri]?.array ?? []).map {
            "\($0["range"]?.place ?? "") \($0["newText"]?.string ?? "")"
        }
    }

    @Test func renamingEditsEveryPlace() {
        let client = Client.editing("let x = 1\nprint \"😀 ${x}.csv\", $x.a, \"$x\"")
        let places = ["0:4-0:5 total", "1:12-1:13 total", "1:22-1:23 total", "1:29-1:30 total"]
        #expect(edits(rename(client, 0, 4, to: "total")) == places)
        // The `$` may be typed with it.
        #expect(edits(rename(client, 1, 22, to: "$total")) == places)
        let prepared = client.ask("prepareRename", line: 1, character: 22)
        #expect(prepared["range"]?.place == "1:22-1:23" && prepared["placeholder"] == "x")
    }

    @Test func positionsAreCountedAsNegotiated() {
        let client = Client.editing("let ä = 1\nprint \"😀 $ä\"", encodings: ["utf-8"])
        #expect(edits(rename(client, 0, 4, to: "b")) == ["0:4-0:6 b", "1:13-1:15 b"])
    }

    @Test func includedScriptsAreEditedToo() {
        let files = ["/scripts/b.cbs": "let shared = 1\nprint $shared"]
        let answer = rename(Client.editing("include b.cbs\nprint $shared", files: files), 1, 8, to: "common")
        #expect(edits(answer) == ["1:7-1:13 common"])
        #expect(edits(answer, in: "file:///scripts/b.cbs") == ["0:4-0:10 common", "1:7-1:13 common"])
    }

    @Test(arguments: [
        ("let x = 1", 0, 0, "y", "only variables and parameters can be renamed"),
        ("groups where name = \"x\"", 0, 14, "y", "only variables and parameters can be renamed"),
        ("print $x", 0, 7, "y", "nothing gives $x a value, so there is nothing to rename"),
        ("try { log } else { print $error.code }", 0, 26, "y", "$error is set by \"try\" and cannot be renamed"),
        ("let x = 1\nlet y = 2", 0, 4, "y", "there is already a variable $y, in line 2 of main.cbs"),
        ("let x = 1\nfor y in groups { print $x }", 0, 4, "y", "there is already a variable $y, in line 2 of main.cbs"),
        ("for x in groups { print $y }", 0, 4, "y", "there is already a variable $y, in line 1 of main.cbs"),
        (
            "let x = 1\nprint \"$x", 0, 4, "y",
            "$x may be used in \"/scripts/main.cbs\" where its syntax is broken: correct that first"
        ),
        (
            "let x = 1\nif true {", 0, 4, "y",
            "$x may be used in \"/scripts/main.cbs\" where its syntax is broken: correct that first"
        ),
        (
            "let x = 1\ninclude gone.cbs", 0, 4, "y",
            "$x may be used in the script that \"include gone.cbs\" names, which cannot be read"
        ),
        (
            "let x = \"a\"\ninclude \"$x.cbs\"", 0, 4, "y",
            "$x may be used in the script that \"include \"$x.cbs\"\" names, which cannot be read"
        ),
    ])
    func whatCannotBeRenamedIsRefused(text: String, line: Int, character: Int, name: String, message: String) {
        let error = rename(Client.editing(text), line, character, to: name)["error"]
        #expect(error?["code"]?.integer == -32803)
        #expect(error?["message"]?.string == message)
    }

    @Test(arguments: ["", "$", "a b", "1x", "my-var", "x.y", "\n"])
    func namesThatCannotBeAreRefused(name: String) {
        let error = rename(Client.editing("let x = 1"), 0, 4, to: name)["error"]
        #expect(error?["code"]?.integer == -32602)
        #expect(error?["message"]?.string?.hasPrefix("\"\(name)\" is not a valid variable name") == true)
    }

    /// Two loops side by side do not see each other's variables.
    @Test func aNameOfAnotherBlockIsFree() {
        let client = Client.editing("for g in groups { print $g }\nfor b in backups { print $b }")
        #expect(edits(rename(client, 0, 4, to: "b")).count == 2)
        #expect(edits(rename(client, 0, 4, to: "g")).count == 2)
    }

    @Test func renamingIsPreparedForThoseThatAsk() {
        let asking = Client().request(
            "initialize", ["capabilities": ["textDocument": ["rename": ["prepareSupport": true]]]])
        #expect(asking["capabilities"]?["renameProvider"] == ["prepareProvider": true])
        #expect(Client().request("initialize", ["capabilities": [:]])["capabilities"]?["renameProvider"] == true)
    }
}
