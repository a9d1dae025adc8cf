import CommandLanguage
import Interpreter
import Recipients
import Testing

/// `set format`, and `$_`.
struct FormatTests {
    @Test(arguments: OutputFormat.allCases)
    func theFormatHoldsFromThereOn(format: OutputFormat) throws {
        let laboratory = try Laboratory()
        try laboratory.run("set format \(format.rawValue)")
        #expect(laboratory.recording.format == format)
        let result = laboratory.recording.results.last
        #expect(
            result?.record
                == Record([
                    "command": .text("set format"), "format": .text(format.rawValue), "rehearsed": .bool(false),
                ]))
    }

    @Test func aScriptThatIsRunSetsItForItsCaller() throws {
        let laboratory = try Laboratory(files: ["a.cbs": "set format csv"])
        try laboratory.run("run a.cbs")
        #expect(laboratory.recording.format == .csv)
    }

    @Test func aRehearsalSetsItForItselfAlone() throws {
        let laboratory = try Laboratory()
        try laboratory.run("rehearse set format json")
        #expect(laboratory.recording.format == .table)
        #expect(laboratory.recording.results.last?.sentences == ["results would be shown as JSON"])
        try laboratory.run("set format csv; rehearse { set format json; groups }")
        #expect(laboratory.recording.format == .csv)
    }

    @Test func anUnknownFormatIsRefused() throws {
        let problem = try Laboratory().problem("set format jsn")
        #expect(problem?.code == .syntax)
        #expect(problem?.replacement == "json")
    }

    // MARK: The last result

    private func prompt(_ files: [String: String] = [:]) throws -> Laboratory {
        try Laboratory(files: files) { $0.origin = .interactive }
    }

    @Test func thePromptKeepsTheLastResult() throws {
        let laboratory = try prompt()
        try laboratory.run("create group A; create group B")
        #expect(try laboratory.value("$_.group") == .text("B"))
        try laboratory.run("groups")
        #expect(try laboratory.value("count($_)") == .count(2))
        #expect(try laboratory.value("count($_)") == .count(2))
        try laboratory.run("for g in $_ { rehearse delete group $g.name }")
        #expect(try laboratory.value("$_.rehearsed") == .bool(true))
        try laboratory.run("rehearse { groups }")
        #expect(try laboratory.value("$_.name") == .list([.text("A"), .text("B")]))
        try laboratory.run("let _ = 3")
        #expect(try laboratory.value("$_") == .count(3))
    }

    @Test func aFailureLeavesTheResultBeforeIt() throws {
        let laboratory = try prompt()
        try laboratory.run("create group A")
        _ = try laboratory.problem("create group A")
        #expect(try laboratory.value("$_.command") == .text("create group"))
    }

    @Test func whatAScriptShowsIsNotTheLastResult() throws {
        let laboratory = try prompt(["a.cbs": "groups\nbackups"])
        try laboratory.run("run a.cbs")
        #expect(try laboratory.value("$_.statements") == .count(2))
        try laboratory.run("include a.cbs")
        #expect(try laboratory.value("$_.statements") == .count(2))
    }

    @Test func rowsThatNobodyWantsToSeeAreKeptAllTheSame() throws {
        let laboratory = try prompt()
        for name in ["A", "B", "C"] { try laboratory.run("create group \(name)") }
        laboratory.recording.wanted = 1
        try laboratory.run("groups")
        #expect(laboratory.recording.rows.count == 1)
        #expect(try laboratory.value("count($_)") == .count(3))
    }

    @Test func elsewhereThereIsNone() throws {
        let laboratory = try Laboratory()
        try laboratory.run("groups")
        #expect(try laboratory.problem("print $_")?.code == .unknownVariable)
        #expect(!laboratory.interpreter.variableNames.contains("_"))
    }

    // MARK: The log at the prompt

    @Test func thePromptShowsTheNewestLinesOfTheLog() throws {
        let laboratory = try prompt()
        for number in 1...25 { try laboratory.run("create group A\(number)") }
        try laboratory.run("log")
        #expect(laboratory.recording.rows.map { $0[2] } == (6...25).map { .text("A\($0)") })
        #expect(laboratory.recording.messages.count == 1)
        #expect(try laboratory.value("count($_)") == .count(25))
        try laboratory.run("log sort by at desc limit 25")
        #expect(laboratory.recording.rows.count == 25)
        try laboratory.run("log where group ~ \"A2*\"")
        #expect(laboratory.recording.rows.count == 7)
        try laboratory.run("log where group ~ \"A*\"")
        #expect(laboratory.recording.messages.count == 2)
    }

    @Test func thePromptTellsWhatWasTakenBackByWhat() throws {
        let laboratory = try prompt()
        try laboratory.run(
            """
            import <<X into new group A
            email,city
            anna@example.com,Bonn
            X
            import <<X into A
            email,city
            anna@example.com,Ulm
            X
            undo
            log where backup != none
            """)
        #expect(laboratory.recording.rows.map { $0[8] } == [.none, .text("by 3"), .text("of 2")])
        try laboratory.run("redo; log where backup != none")
        #expect(laboratory.recording.rows.map { $0[8] } == [.none, .none, .text("of 2, by 4"), .text("of 3")])
        #expect(try laboratory.value("last($_).undone") == .count(3))
    }

    @Test func programsThatReadWhatThePromptShowsGetTheWholeLog() throws {
        let laboratory = try prompt()
        for number in 1...25 { try laboratory.run("create group A\(number)") }
        try laboratory.run("set format json; log")
        #expect(laboratory.recording.rows.count == 25)
    }

    @Test func scriptsShowTheWholeLog() throws {
        let laboratory = try Laboratory()
        for number in 1...25 { try laboratory.run("create group A\(number)") }
        try laboratory.run("log")
        #expect(laboratory.recording.rows.count == 25)
        let atPrompt = try prompt(["a.cbs": "log"])
        for number in 1...25 { try atPrompt.run("create group A\(number)") }
        try atPrompt.run("run a.cbs")
        #expect(atPrompt.recording.rows.count == 25)
    }

    @Test func groupsAreSortedAsInADictionary() throws {
        let laboratory = try Laboratory()
        for name in ["Zebra", "Öl", "apfel", "Apfel", "Ofen", "Äpfel"] {
            try laboratory.run("create group \(name); import <<X into \(name)\nemail\na@b.de\nX")
        }
        let order: [Value] = ["apfel", "Apfel", "Äpfel", "Ofen", "Öl", "Zebra"].map(Value.text)
        try laboratory.run("groups show name")
        #expect(laboratory.recording.rows.map { $0[0] } == order)
        #expect(try laboratory.value("(backups).group") == .list(order))
        #expect(try laboratory.value("(find a@b.de).group") == .list(order))
    }
}
