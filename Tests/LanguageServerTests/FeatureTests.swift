import CommandLanguage
import JSONRecords
import LanguageReference
import Testing

@testable import LanguageServer

@Suite struct FeatureTests {
    // MARK: Completion

    /// What is offered where `|` stands: the texts that the first of them and the others would give.
    private func items(_ marked: String, files: [String: String] = [:]) -> [JSONValue] {
        let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let client = Client.editing(parts.joined(), files: files)
        let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
        return client.ask("completion", line: lines.count - 1, character: lines.last?.utf16.count ?? 0)["items"]?.array
            ?? []
    }

    private func labels(_ marked: String, files: [String: String] = [:]) -> [String] {
        items(marked, files: files).compactMap { $0["label"]?.string }
    }

    @Test func completionOffersWhatMayComeNext() {
        #expect(labels("show |").prefix(2) == ["group", "backup"])
        #expect(labels("restore 3 --mode |") == ["add", "update", "update-add", "replace"])
        #expect(labels("restore 3 --m|") == ["--mode"])
        #expect(labels("groups where na|").contains("name"))
        #expect(labels("# gro|").isEmpty)
    }

    @Test func itReplacesWhatIsTyped() {
        let item = items("print \"😀\"; restore 3 --m|x").first
        #expect(item?["textEdit"]?["newText"] == "--mode")
        #expect(item?["textEdit"]?["range"]?.place == "0:22-0:25")
    }

    @Test func itKeepsItsOrder() {
        let sorting = items("show |").compactMap { $0["sortText"]?.string }
        #expect(sorting.count > 3 && sorting == sorting.sorted())
    }

    @Test func itIsDocumentedFromTheTable() {
        let option = items("import a.csv into X --mod|").first
        #expect(option?["detail"]?.string == CommandTable[.importRows].option(.mode)?.summary)
        #expect(option?["documentation"]?["kind"] == "markdown")
        #expect(option?["documentation"]?["value"]?.string?.contains("Default: update-add.") == true)
        let command = items("purg|").first
        #expect(command?["documentation"]?["value"]?.string == Markdown.page(of: CommandTable[.purge]))
        let several = items("create|").first
        #expect(several?["documentation"]?["value"]?.string?.contains("create group <new-name>") == true)
    }

    @Test func groupsAreThoseThatTheDocumentNames() {
        let text =
            "create group News\nlet x = import a.csv into new group \"Spring sale\"\nfor g in groups { delete group News }\n"
        #expect(labels("\(text)show group |").prefix(2) == ["News", "Spring sale"])
        let quoted = items("\(text)show group \"S|").first
        #expect(quoted?["textEdit"]?["newText"] == "\"Spring sale\"")
        #expect(quoted?["filterText"] == "\"Spring sale")
        #expect(quoted?["textEdit"]?["range"]?.place == "3:11-3:13")
    }

    /// Editors close a quotation mark as soon as it is opened.
    @Test func aQuotationMarkThatIsClosedAlreadyIsReplaced() {
        let closed = items("create group \"Spring sale\"\nshow group \"S|\"").first
        #expect(closed?["textEdit"]?["newText"] == "\"Spring sale\"")
        #expect(closed?["textEdit"]?["range"]?.place == "1:11-1:14")
        let folder = items("import \"a|\"", files: ["/scripts/a b/": ""]).first
        #expect(folder?["textEdit"]?["newText"] == "\"a b/")
        #expect(folder?["textEdit"]?["range"]?.place == "0:7-0:9")
    }

    @Test func filesAreThoseBesideTheDocument() {
        let files = ["/scripts/list.csv": "", "/scripts/data/other list.csv": "", "/elsewhere/x.csv": ""]
        #expect(labels("import l|", files: files) == ["list.csv"])
        #expect(items("import data/|", files: files).first?["textEdit"]?["newText"] == "\"data/other list.csv\"")
    }

    @Test func variablesAreThoseThatAreSeen() {
        let files = ["/scripts/b.cbs": "let fromFile = 1\nfor hidden in groups { log }"]
        let text = "include b.cbs\nparam p = 1\nfor g in groups { print $|, $g.name }\nlet later = 1"
        #expect(Set(labels(text, files: files)) == ["fromFile", "p", "g"])
        #expect(labels("for g in groups { print 1 }\nif true { let q = 1 }\nlet y = 1\nprint $|") == ["y"])
    }

    @Test func membersAreThoseOfTheVariable() {
        let text = "let r = import a.csv into X\nfor b in backups { print $b.|, 1 }\nprint $r."
        #expect(Set(labels(text)) == Set(RowFields.of(.backups).names))
        #expect(labels("let r = purge\nprint $r.ex|") == ["expired"])
        #expect(labels("let r = 1\nprint $r.|").isEmpty)
    }

    @Test func membersAreThoseOfTheLoopThatIsTyped() {
        #expect(Set(labels("for g in groups { print $g.|")) == Set(RowFields.of(.groups).names))
        #expect(
            Set(labels("for b in backups {\n    print first(backups of X).|, 1\n}"))
                == Set(RowFields.of(.backups).names))
        #expect(labels("print (group A).na|") == ["name"])
        #expect(labels("let g = first(groups)\nprint \"x $g.na|") == ["name"])
        #expect(labels("let g = first(groups)\nprint \"x ${g.na|}\"") == ["name"])
    }

    @Test func membersOfVariablesInIncludedFilesAreOffered() {
        let files = ["/scripts/b.cbs": "let b = first(backups)"]
        #expect(labels("include b.cbs\nif true { print $b.re|", files: files) == ["reason", "recipients"])
    }

    @Test(arguments: [
        "print |", "if |", "expect |", "let x = |", "print 1 + |", "groups where |", "print (|", "print max(groups, (|",
    ])
    func functionsAreOfferedWhereAValueIsExpected(text: String) {
        #expect(Set(labels(text)).isSuperset(of: ["count(", "first(", "now("]))
    }

    // MARK: Hover

    private func hover(_ text: String, at character: Int, line: Int = 0) -> (text: String, place: String)? {
        let answer = Client.editing(text).ask("hover", line: line, character: character)
        guard let value = answer["contents"]?["value"]?.string, let range = answer["range"] else { return nil }
        #expect(answer["contents"]?["kind"] == "markdown")
        return (value, range.place)
    }

    @Test(arguments: [
        ("import a.csv into X", 2, Verb.importRows, "0:0-0:6"), ("let x = create group Y", 9, .createGroup, "0:8-0:14"),
        ("create GROUP Y", 11, .createGroup, "0:7-0:12"), ("set backup off for X", 12, .setBackup, "0:11-0:14"),
        ("clock; groups", 2, .clock, "0:0-0:5"), ("if true { show settings }", 12, .showSettings, "0:10-0:14"),
        ("record open of a@example.com in X", 30, .record, "0:29-0:31"),
        ("restore 3 where city = \"x\"", 11, .restore, "0:10-0:15"),
        ("restore latest backup of X", 17, .restore, "0:15-0:21"),
        // A statement with a mistake in it, and one after it.
        ("restore 3 into\nlog", 1, .restore, "0:0-0:7"),
    ])
    func hoveringOverACommandShowsIt(text: String, at character: Int, verb: Verb, place: String) {
        let shown = hover(text, at: character)
        #expect(shown?.text == Markdown.page(of: CommandTable[verb]))
        #expect(shown?.place == place)
    }

    @Test func hoveringOverAnOptionShowsIt() throws {
        let mode = try #require(CommandTable[.restore].option(.mode))
        let shown = hover("restore 3 --MODE add", at: 12)
        #expect(shown?.text == Markdown.page(of: mode) && shown?.place == "0:10-0:16")
        let empty = hover("let x = restore 3 --empty keep", at: 20)
        #expect(empty?.text.contains("Default: clear.") == true)
    }

    @Test func hoveringOverRowsAndTopicsShowsThem() {
        #expect(hover("backups where deleted", at: 0)?.text == Markdown.page(of: RowKind.backups))
        #expect(hover("backups where deleted", at: 9)?.text.contains("A condition picks rows") == true)
        #expect(hover("print count(groups)", at: 8)?.text.contains("Functions: count(rows)") == true)
        #expect(hover("if true { log }", at: 1)?.text.contains("print EXPRESSION") == true)
    }

    /// Only a client that says so is sent Markdown, and the form that it names first is sent.
    @Test(arguments: [
        ([], "plaintext"), (["plaintext"], "plaintext"), (["markdown"], "markdown"),
        (["markdown", "plaintext"], "markdown"), (["plaintext", "markdown"], "plaintext"), (["html"], "plaintext"),
    ])
    func theClientChoosesTheMarkup(names: [String], kind: String) {
        let formats: JSONValue = names.isEmpty ? .null : .array(names.map(JSONValue.string))
        let client = Client()
        _ = client.request(
            "initialize",
            [
                "capabilities": [
                    "textDocument": [
                        "hover": ["contentFormat": formats],
                        "completion": ["completionItem": ["documentationFormat": formats]],
                    ]
                ]
            ])
        client.open("let r = purge\nprint $r\nrestore 3 --mode add\nbackups\nif true { }\nres")
        for (line, character) in [(0, 9), (1, 7), (2, 12), (3, 1), (4, 1)] {
            let contents = client.ask("hover", line: line, character: character)["contents"]
            #expect(contents?["kind"] == .string(kind))
            #expect(contents?["value"]?.string?.contains("`") == (kind == "markdown"), "\(line)")
        }
        let items = client.ask("completion", line: 5, character: 3)["items"]?.array ?? []
        let texts = items.compactMap { $0["documentation"] }
        #expect(!texts.isEmpty && texts.allSatisfy { $0["kind"] == .string(kind) })
        #expect(texts.allSatisfy { $0["value"]?.string?.contains("```") == (kind == "markdown") })
    }

    @Test func hoveringOverAVariableShowsItsDeclaration() {
        let text =
            "let r = import a.csv into X --mode add\nprint \"${r.added} of $r.read\"\nfor g in groups {\n  print $g\n}"
        let member = hover(text, at: 12, line: 1)
        #expect(member?.text == "```cbs\nlet r = import a.csv into X --mode add\n```\n\n`added`: number")
        #expect(hover(text, at: 9, line: 1)?.text.contains("a record: `command` (text)") == true)
        let row = hover(text, at: 9, line: 3)
        #expect(row?.text.hasPrefix("```cbs\nfor g in groups\n```\n\na record: `name` (text)") == true)
        #expect(row?.place == "3:8-3:10")
    }

    @Test(arguments: [
        ("import a.csv into X", 8), ("print 3", 6), ("# import", 4), ("print $x", 7), ("", 0), ("log ", 4),
    ])
    func elsewhereNothingIsShown(text: String, character: Int) {
        #expect(hover(text, at: character) == nil)
    }

    // MARK: Definitions

    private func definition(_ text: String, _ line: Int, _ character: Int, files: [String: String] = [:]) -> String? {
        let answer = Client.editing(text, files: files).ask("definition", line: line, character: character)
        guard let uri = answer["uri"]?.string, let range = answer["range"] else { return nil }
        return "\(uri.split(separator: "/").last ?? "") \(range.place)"
    }

    @Test func aVariableLeadsToTheStatementThatGivesItsValue() {
        let text = "let x = 1\nlet x = $x + 1\nfor x in (1, 2) {\n  print $x\n}\nprint \"${x}\"\nprint $y"
        #expect(definition(text, 1, 9) == "main.cbs 0:4-0:5")
        #expect(definition(text, 3, 10) == "main.cbs 2:4-2:5")
        #expect(definition(text, 5, 9) == "main.cbs 1:4-1:5")
        #expect(definition(text, 6, 7) == nil)
        #expect(definition(text, 0, 0) == nil)
    }

    @Test func itMayStandInAnotherFile() {
        let files = ["/scripts/b.cbs": "# x\nlet b = 1"]
        #expect(definition("include b.cbs\nprint $b", 1, 7, files: files) == "b.cbs 1:4-1:5")
        #expect(definition("include b.cbs\nprint $b", 0, 10, files: files) == "b.cbs 0:0-0:0")
        #expect(definition("if true { run b.cbs }", 0, 15, files: files) == "b.cbs 0:0-0:0")
    }

    @Test func aParameterLeadsToTheScriptThatDeclaresIt() {
        let files = ["/scripts/p.cbs": "param who\nprint $who"]
        #expect(definition("run p.cbs who=B", 0, 11, files: files) == "p.cbs 0:6-0:9")
        #expect(definition("run p.cbs whom=B", 0, 11, files: files) == nil)
    }

    // MARK: Layout

    @Test func formattingGivesTheCanonicalLayout() {
        for text in [
            "groups\n", "", "if  true{\n log\n}\n", "log\n\n\n\nlog", "LOG  limit 3\r\nlog\r\n", "let x=1\nlog\n",
        ] {
            let client = Client.editing(text)
            let edits = client.ask("formatting").array
            client.change(
                .array((edits ?? []).map { ["range": $0["range"] ?? .null, "text": $0["newText"] ?? .null] }))
            let laidOut = try? Formatter.text(of: Source(name: nil, text: text))
            #expect(edits != nil && client.session.documents[Client.uri]?.text.bytes == laidOut, "\(text)")
        }
    }

    @Test func onlyTheLinesThatChangeAreEdited() {
        let edits = Client.editing("log\nlog\nlet x=1\nlog\n").ask("formatting").array ?? []
        #expect(edits.map { $0["range"]?.place } == ["2:0-3:0"])
        #expect(edits.map { $0["newText"] } == ["let x = 1\n"])
        #expect(Client.editing("log\n").ask("formatting") == [])
    }

    @Test func aDocumentThatDoesNotParseIsLeftAlone() {
        #expect(Client.editing("log (\n  let x=1").ask("formatting") == .null)
    }

    // MARK: Outline

    @Test func theOutlineHoldsScenariosParametersAndVariables() {
        let text = "param p = 1\nscenario \"A title\" {\n  if true {\n    let x = log\n  }\n}\nlet y = 2"
        let symbols = Client.editing(text).ask("documentSymbol").array ?? []
        #expect(symbols.compactMap { $0["name"]?.string } == ["p", "A title", "y"])
        #expect(symbols.compactMap { $0["kind"]?.integer } == [14, 12, 13])
        #expect(symbols[1]["range"]?.place == "1:0-5:1" && symbols[1]["selectionRange"]?.place == "1:9-1:18")
        #expect(symbols[1]["children"]?.array?.compactMap { $0["name"]?.string } == ["x"])
    }

    @Test func clientsThatReadNoTreeGetAList() {
        let client = Client()
        _ = client.request("initialize", ["capabilities": [:]])
        client.open("scenario s {\n  let x = 1\n}")
        let symbols = client.ask("documentSymbol").array ?? []
        #expect(symbols.compactMap { $0["name"]?.string } == ["s", "x"])
        #expect(symbols.last?["containerName"] == "s")
        #expect(symbols.last?["location"]?["range"]?.place == "1:2-1:11")
    }

    @Test func blocksCommentsAndHereDocumentsFold() {
        let text = """
            # one
            # two
            if true {
                import <<-CSV into X # no fold
                    email
                    a@example.com
                    CSV
            } else {
                log
            }
            log # one line { }
            for g in
            """
        let folds = Client.editing(text).ask("foldingRange").array ?? []
        let shown = folds.map { fold in
            "\(fold["startLine"]?.integer ?? -1)-\(fold["endLine"]?.integer ?? -1) \(fold["kind"]?.string ?? "")"
        }
        #expect(shown == ["0-1 comment", "2-6 ", "4-6 ", "7-8 "])
    }

    // MARK: Size

    /// Ten thousand lines are checked, completed, laid out and edited like ten.
    @Test func aLongDocumentIsServed() {
        let line = "import \"list ${x}.csv\" into new group Newsletter --mode update-add --map Mail=email\n"
        let client = Client.editing("let x = 1\n" + String(repeating: line, count: 10_000) + "grups\n")
        #expect(client.problems().map { $0["range"]?.place } == ["10001:0-10001:5"])
        client.change([
            [
                "range": [
                    "start": ["line": 10_001, "character": 0], "end": ["line": 10_001, "character": 5],
                ], "text": "print $x",
            ]
        ])
        #expect(client.problems().isEmpty)
        #expect(client.ask("definition", line: 10_001, character: 7)["range"]?.place == "0:4-0:5")
        #expect(client.ask("completion", line: 5000, character: 52)["items"]?.array?.count == 2)
        #expect(client.ask("formatting") == [])
    }
}
