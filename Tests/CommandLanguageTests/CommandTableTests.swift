import Testing

@testable import CommandLanguage

@Suite struct CommandTableTests {
    @Test func everyVerbHasOneEntry() {
        #expect(CommandTable.all.count == Verb.allCases.count)
        #expect(Set(CommandTable.all.map(\.verb)) == Set(Verb.allCases))
        for verb in Verb.allCases { #expect(CommandTable[verb].verb == verb) }
    }

    @Test(arguments: CommandTable.all.map(\.verb))
    func entryIsComplete(_ verb: Verb) {
        let command = CommandTable[verb]
        #expect(command.pattern.problems == [])
        #expect(command.syntax.hasPrefix(verb.rawValue))
        #expect(!command.summary.isEmpty && !command.summary.hasSuffix("."))
        #expect(!command.examples.isEmpty)
        for (element, word) in zip(command.pattern.elements, verb.words) { #expect(element == .keyword(word)) }
        let names = command.options.map(\.name)
        #expect(Set(names).count == names.count)
        for option in command.options { #expect(!option.summary.isEmpty) }
    }

    @Test(arguments: CommandTable.all.flatMap { command in command.examples.map { (command.verb, $0) } })
    func exampleParses(_ verb: Verb, _ example: String) {
        let result = Parser.parse(Source(name: nil, text: example))
        #expect(result.diagnostics.map(\.text) == [])
        #expect(Checker.check(result.script).map(\.text) == [])
        guard case .command(let call) = result.script.statements.first?.kind else {
            Issue.record("no command: \(example)")
            return
        }
        #expect(call.verb == verb)
    }

    @Test func optionsAreThoseOfTheContract() {
        func options(_ verb: Verb) -> [String] { CommandTable[verb].options.map(\.name.rawValue) }
        #expect(
            options(.importRows) == [
                "mode", "map", "empty", "delimiter", "encoding", "sheet", "format", "resubscribe", "strict", "rejects",
                "guard", "note",
            ])
        #expect(options(.restore) == ["mode", "only", "empty", "resubscribe", "note"])
        #expect(options(.exportGroup) == ["format", "overwrite", "spreadsheet-safe"])
        #expect(options(.download) == ["format", "overwrite", "spreadsheet-safe"])
        #expect(options(.createGroup) == ["fields"])
        #expect(options(.showRecipient) == ["overwrite"])
        #expect(options(.undo) == ["only", "resubscribe", "note"])
        #expect(options(.redo) == ["resubscribe", "note"])
        #expect(options(.deleteGroup) == ["note"])
        #expect(options(.purge) == ["now"])
        #expect(options(.timeline) == ["overwrite"])
        let others = Verb.allCases.filter {
            ![
                .importRows, .restore, .undo, .redo, .deleteGroup, .purge, .exportGroup, .download, .createGroup,
                .timeline, .showRecipient,
            ].contains($0)
        }
        for verb in others { #expect(options(verb) == []) }
    }

    @Test func resultNames() {
        #expect(CommandTable[.addRecipient].resultName == "add")
        #expect(CommandTable[.exportGroup].resultName == "export")
        #expect(CommandTable[.deleteGroup].resultName == "delete group")
        #expect(CommandTable[.eraseRecipient].resultName == "erase recipient")
        #expect(CommandTable[.clockAdvance].resultName == "clock advance")
    }

    @Test func usageHasTheOptions() {
        #expect(
            CommandTable[.download].usage
                == "download <backup> [where <condition>] [show <fields>] to <file> [--format csv|tsv|json|jsonl] [--overwrite] [--spreadsheet-safe]"
        )
    }

    @Test func everySlotIsUsed() {
        func slots(_ element: SyntaxPattern.Element) -> [Slot] {
            switch element {
            case .keyword: []
            case .slot(let slot): [slot]
            case .optional(let inner): inner.flatMap { slots($0) }
            case .choice(let alternatives), .anyOrder(let alternatives):
                alternatives.flatMap { $0.flatMap { slots($0) } }
            }
        }
        let used = CommandTable.all.flatMap { $0.pattern.elements.flatMap { slots($0) } }
        #expect(Set(used) == Set(Slot.allCases))
    }

    @Test func wrongPatternsAreFound() {
        #expect(SyntaxPattern("a <nothing>").problems == ["unknown slot nothing"])
        #expect(SyntaxPattern("a [b").problems == ["missing ]"])
        #expect(SyntaxPattern("a ) b").problems == ["unexpected ) b"])
    }

    @Test func delimiters() {
        #expect(Delimiter.character("Tab") == "\t")
        #expect(Delimiter.character(";") == ";")
        #expect(Delimiter.character("ab") == nil)
        #expect(Delimiter.character("\n") == nil)
        #expect(Delimiter.character("") == nil)
    }
}
