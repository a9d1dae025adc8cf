import CommandLanguage
import JSONRecords
import Testing

@testable import LanguageServer

@Suite struct ProblemTests {
    private func shown(_ problems: [JSONValue]) -> [String] {
        problems.map { "\($0["range"]?.place ?? "") \($0["code"]?.string ?? "") \($0["message"]?.string ?? "")" }
    }

    private func change(_ range: [Int], _ text: String) -> JSONValue {
        [
            "range": [
                "start": ["line": JSONValue(range[0]), "character": JSONValue(range[1])],
                "end": ["line": JSONValue(range[2]), "character": JSONValue(range[3])],
            ], "text": .string(text),
        ]
    }

    @Test func openingADocumentTellsItsProblems() {
        let client = Client.editing("groups where nam = \"😀\" and recipiens = 1\nshow grop X\n")
        let told = client.notifications.last?["params"]
        #expect(told?["uri"] == .string(Client.uri) && told?["version"] == 1)
        let problems = client.problems()
        #expect(
            shown(problems) == [
                "0:13-0:16 unknown-field \"groups\" has no field \"nam\"\nhelp: did you mean \"name\"?",
                "0:28-0:37 unknown-field \"groups\" has no field \"recipiens\"\nhelp: did you mean \"recipients\"?",
                "1:5-1:9 syntax expected \"group\", \"backup\", \"recipient\", \"settings\" or \"store\", found \"grop\""
                    + "\nhelp: did you mean \"group\"?",
            ])
        #expect(problems.allSatisfy { $0["severity"] == 1 && $0["source"] == "cbs" })
    }

    @Test func positionsAreInTheUnitsThatWereAgreedOn() {
        let client = Client.editing("print \"😀ä\", $x", encodings: ["utf-8", "utf-16"])
        #expect(client.problems().map { $0["range"]?.place } == ["0:16-0:18"])
        let other = Client.editing("print \"😀ä\", $x")
        #expect(other.problems().map { $0["range"]?.place } == ["0:13-0:15"])
    }

    @Test func aChangeTellsThemAnew() {
        let client = Client.editing("grups\n")
        #expect(client.problems().count == 1)
        client.change([change([0, 2, 0, 2], "o")])
        #expect(client.problems().isEmpty)
        #expect(
            client.session.documents[Client.uri].map { String(decoding: $0.text.bytes, as: UTF8.self) } == "groups\n")
        client.change([["text": "log limt 3"]], version: 3)
        #expect(client.notifications.last?["params"]?["version"] == 3)
        #expect(shown(client.problems()).count == 1)
    }

    /// Each change is made on what the one before it left.
    @Test func changesApplyOneAfterAnother() {
        let client = Client.editing("log\n")
        client.change([change([0, 3, 0, 3], "\nlog"), change([1, 0, 1, 3], "gro"), change([1, 3, 1, 3], "ups")])
        #expect(
            client.session.documents[Client.uri].map { String(decoding: $0.text.bytes, as: UTF8.self) }
                == "log\ngroups\n")
    }

    @Test func aChangeThatCannotBeUnderstoodChangesNothing() {
        let client = Client.editing("log")
        client.change([["text": "groups"], ["range": ["start": 3], "text": "x"]])
        #expect(client.notifications.last?["method"] == "window/logMessage")
        #expect(client.session.documents[Client.uri]?.text.bytes == Array("log".utf8))
    }

    @Test func changesThatArriveTogetherAreCheckedOnce() {
        let client = Client.editing("log")
        let changes = (2...9).map { version in
            RPCMessage.notification(
                "textDocument/didChange",
                [
                    "textDocument": ["uri": .string(Client.uri), "version": JSONValue(version)],
                    "contentChanges": [["text": .string("x\(version)")]],
                ])
        }
        let told = client.exchange(changes.flatMap(\.framed))
        #expect(told.count == 1)
        #expect(told[0]["params"]?["version"] == 9)
    }

    @Test func closingADocumentTakesItsProblemsAway() {
        let client = Client.editing("grups")
        #expect(client.problems().count == 1)
        client.notify("textDocument/didClose", ["textDocument": ["uri": .string(Client.uri)]])
        #expect(client.notifications.last?["params"]?["diagnostics"] == [])
        #expect(client.answer("textDocument/hover", ["textDocument": ["uri": .string(Client.uri)]])["error"] != nil)
    }

    @Test func whatIsNoScriptAtAllHasSoManyProblemsAndNoMore() {
        let problems = Client.editing(String(repeating: "grups\n", count: 1500)).problems()
        #expect(problems.count == ProblemList.limit + 1)
        #expect(problems.dropLast().last?["range"]?.place == "99:0-99:5")
        #expect(problems.last?["message"] == "1,400 more problems are not shown")
        #expect(problems.last?["severity"] == 3)
    }

    // MARK: Included scripts

    @Test func aProblemInAnIncludedScriptIsToldWhereItComesIn() {
        let client = Client.editing(
            "log\ninclude \"parts/b c.cbs\"\n", files: ["/scripts/parts/b c.cbs": "log\n  grups\n"])
        let problems = client.problems()
        #expect(shown(problems).map { $0.prefix(31) } == ["1:8-1:23 unknown-command there "])
        let related = problems.first?["relatedInformation"]?.array?.first
        #expect(related?["location"]?["uri"] == "file:///scripts/parts/b%20c.cbs")
        #expect(related?["location"]?["range"]?.place == "1:2-1:7")
    }

    @Test func aProblemInAScriptThatIsRunIsToldAtTheRun() {
        let client = Client.editing("log\nrun bad.cbs\n", files: ["/scripts/bad.cbs": "log\nprint $nope\n"])
        let problems = client.problems()
        #expect(problems.map { $0["range"]?.place } == ["1:4-1:11"])
        #expect(problems.first?["relatedInformation"]?.array?.first?["location"]?["range"]?.place == "1:6-1:11")
    }

    @Test func aScriptThatIsNamedTwiceHasItsProblemsOnce() {
        let files = ["/scripts/bad.cbs": "print $nope\n"]
        for text in ["include bad.cbs\ninclude bad.cbs", "include bad.cbs\nrun bad.cbs"] {
            #expect(Client.editing(text, files: files).problems().count == 1, "\(text)")
        }
    }

    @Test func aClientThatShowsNoOtherPlacesIsToldInWords() {
        let client = Client(files: ["/scripts/bad.cbs": "log\nprint $nope\n"])
        _ = client.request("initialize", ["capabilities": [:]])
        client.open("include bad.cbs")
        let problem = client.problems().first
        #expect(problem?["relatedInformation"] == nil)
        #expect(problem?["message"]?.string?.hasPrefix("line 2 of bad.cbs: ") == true)
    }

    @Test func aScriptThatIsNotThereIsAProblem() {
        #expect(
            shown(Client.editing("run nothing.cbs").problems()) == [
                "0:4-0:15 unreadable-file cannot read \"/scripts/nothing.cbs\""
            ])
        #expect(
            shown(Client.editing("include ~/x.cbs").problems()).first?.hasSuffix("\"/home/somebody/x.cbs\"") == true)
    }

    @Test func aDocumentThatIsNoFileNamesNone() {
        let client = Client.initialized()
        client.open("include x.cbs\nprint $anything", uri: "untitled:Untitled-1")
        #expect(client.problems(of: "untitled:Untitled-1").isEmpty)
    }

    /// What is typed in one document is seen in another that includes it, before it is saved.
    @Test func openDocumentsAreSeenAsTheyStandInTheEditor() {
        let client = Client.editing("include ./x/../b.cbs\nprint $b", files: ["/scripts/x/../b.cbs": "let a = 1"])
        #expect(
            shown(client.problems()) == [
                "1:6-1:8 unknown-variable there is no variable \"$b\"\nhelp: give it a value with \"let\" first"
            ])
        client.open("let b = 1", uri: "file:///scripts/b.cbs")
        #expect(client.problems().isEmpty)
        client.change([["text": "let c = 1"]], uri: "file:///scripts/b.cbs")
        #expect(client.problems().count == 1)
        client.change([["text": "let b = 1"]], version: 3, uri: "file:///scripts/b.cbs")
        #expect(client.problems().isEmpty)
        client.notify("textDocument/didClose", ["textDocument": ["uri": "file:///scripts/b.cbs"]])
        #expect(client.problems().count == 1)
    }

    @Test func scriptsThatIncludeOneAnotherInACircleEnd() {
        let client = Client.editing("include main.cbs\ngrups", files: ["/scripts/main.cbs": "include main.cbs"])
        #expect(!client.problems().isEmpty)
    }

    // MARK: Quick fixes

    /// The document after the first quick fix that is offered where the problem is.
    private func fixed(_ text: String, only: JSONValue = .null) -> String? {
        let client = Client.editing(text)
        guard let problem = client.problems().first, let range = problem["range"] else { return nil }
        let actions = client.request(
            "textDocument/codeAction",
            [
                "textDocument": ["uri": .string(Client.uri)], "range": range,
                "context": ["diagnostics": [problem], "only": only],
            ])
        guard let action = actions.array?.first, action["kind"] == "quickfix", action["diagnostics"] == [problem],
            let edits = action["edit"]?["changes"]?[Client.uri]
        else { return nil }
        client.change(
            .array((edits.array ?? []).map { ["range": $0["range"] ?? .null, "text": $0["newText"] ?? .null] }))
        return client.session.documents[Client.uri].map { String(decoding: $0.text.bytes, as: UTF8.self) }
    }

    @Test(arguments: [
        ("shwo settings", "show settings"), ("grups", "groups"),
        ("set backup no", "set backup off"), ("undo of gruop K", "undo of group K"),
        ("restore last backup of K", "restore latest backup of K"),
        ("restore 3 --mod add", "restore 3 --mode add"), ("restore 3 --mode ad", "restore 3 --mode add"),
        ("groups where nam = \"x\"", "groups where name = \"x\""),
        ("let number = 1\nprint $nunber", "let number = 1\nprint $number"),
        ("let g = first(groups)\nprint \"${gg.name}x\"", "let g = first(groups)\nprint \"${g.name}x\""),
        ("let g = first(groups)\nprint $g.nam", "let g = first(groups)\nprint $g.name"),
        ("expect error unknown-grup { groups }", "expect error unknown-group { groups }"),
        ("print cuont(groups)", "print count(groups)"), ("print hello", "print \"hello\""),
        ("let x = 1\nprint x", "let x = 1\nprint $x"),
    ])
    func whatWasMeantIsAQuickFix(text: String, expected: String) {
        #expect(fixed(text) == expected)
    }

    @Test(arguments: [
        "print $x", "nonsense", "create group a b", "let x = (", "groups where subscribed > 3",
        "restore 3 --unsubscribe",
    ])
    func otherHelpIsNone(text: String) {
        #expect(fixed(text) == nil)
    }

    @Test func onlyTheKindsThatAreAskedForAreOffered() {
        #expect(fixed("grups", only: ["refactor"]) == nil)
        #expect(fixed("grups", only: ["refactor", "quickfix"]) == "groups")
        #expect(fixed("grups", only: [""]) == "groups")
    }
}
