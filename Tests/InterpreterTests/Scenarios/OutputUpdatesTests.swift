import CommandLanguage
import Testing

@testable import Interpreter

/// What `cbs test --update` writes into here-documents.
struct OutputUpdatesTests {
    /// Runs every scenario of a script, and updates it.
    ///
    /// - Returns: Why each failed, nil if it passed, and the new text of the script; nil if it does not change.
    private func updated(_ text: String) throws -> (failings: [ScenarioOutcome.Failing?], text: String?) {
        let file = ScenarioFile(sample: text)
        let (failings, scripts) = try updated([file])
        #expect(scripts.allSatisfy { $0.name == file.name })
        return (failings, scripts.first?.text)
    }

    /// Runs every scenario of scripts, which may include a `library`, by any path, and updates all of them.
    private func updated(
        _ files: [ScenarioFile],
        library: String = ""
    ) throws -> (failings: [ScenarioOutcome.Failing?], scripts: [(name: String, text: String)]) {
        var settings = Interpreter.Settings(origin: .file)
        settings.makeTranscript = { ScenarioRecording() }
        settings.readFile = { _ in Array(library.utf8) }
        let runner = ScenarioRunner(settings, keepsOutputs: true) { ScenarioRecording() }
        let entries = try files.flatMap { file in
            try file.scenarios.map { ReportEntry.outcome(try runner.run($0, of: file)) }
        }
        var updates = OutputUpdates { $0.replacing("sub/../", with: "") }
        for entry in entries { updates.add(entry) }
        let failings = entries.map(updates.final).map { entry -> ScenarioOutcome.Failing? in
            if case .outcome(let outcome) = entry { outcome.failing } else { nil }
        }
        return (failings, updates.scripts.map { ($0.name, String(decoding: $0.text, as: UTF8.self)) })
    }

    private func file(_ name: String?, _ text: String) -> ScenarioFile {
        ScenarioFile(Parser.parse(Source(name: name, text: text)).script, name: name ?? "")
    }

    private let varies = "the block prints different things each time it runs, so its here-document stays as it is"

    /// The set-up runs for each scenario, and the block once in each of them.
    @Test func aHereDocumentIsReplacedOnce() throws {
        let text = { (line: String) in
            """
            expect output { print "1" } <<X
            \(line)
            X
            scenario "a" { expect true }
            scenario "b" { for n in (1, 2) { expect output { print "2" } <<Y
            some much longer line
            Y
            } }
            """
        }
        let (failings, written) = try updated(text("some much longer line than is printed"))
        #expect(failings.map { $0?.diagnostic.message } == [nil, nil])
        #expect(written == text("1").replacing("some much longer line", with: "2"))
    }

    @Test func whatIsUpToDateDoesNotChange() throws {
        #expect(try updated("scenario a { expect output { print \"1\" } <<X\n1\nX\n}").text == nil)
        // Every byte counts.
        #expect(
            try updated("scenario a { expect output { print \"a\\u{308}\" } <<X\nä\nX\n}").text?.utf8.elementsEqual(
                "scenario a { expect output { print \"a\\u{308}\" } <<X\na\u{308}\nX\n}".utf8) == true)
    }

    /// A scenario that printed what is there already has passed.
    @Test func whatVariesStaysAndFails() throws {
        let text = """
            scenario a { for n in (1, 2) { expect output { print "$n" } <<X
            1
            X
            } }
            scenario b { expect output { print "3" } <<X
            old
            X
            }
            """
        let (failings, written) = try updated(text)
        #expect(failings.map { $0?.diagnostic.message } == [varies, nil])
        #expect(written == text.replacing("old", with: "3"))
    }

    @Test(arguments: ["", "sub/"]) func aFileOfTwoPathsIsOneFile(folder: String) throws {
        let files = [
            file("one.cbs", "let n = 1; include lib.cbs; scenario a { }"),
            file("\(folder)two.cbs", "let n = 2; include \(folder.isEmpty ? "" : "../")lib.cbs; scenario b { }"),
        ]
        let (failings, scripts) = try updated(files, library: "expect output { print \"$n\" } <<X\n1\nX\n")
        #expect(failings.map { $0?.diagnostic.message } == [nil, varies])
        #expect(scripts.isEmpty)
    }

    @Test func aFileOfTwoPathsIsWrittenOnce() throws {
        let files = ["one.cbs", "sub/one.cbs"].map {
            file($0, "include \($0.contains("/") ? "../" : "")lib.cbs; scenario a { }")
        }
        let (failings, scripts) = try updated(files, library: "expect output { print \"1\" } <<X\nold\nX\n")
        #expect(failings.map { $0?.diagnostic.message } == [nil, nil])
        #expect(scripts.map(\.name) == ["lib.cbs"])
        #expect(scripts.map(\.text) == ["expect output { print \"1\" } <<X\n1\nX\n"])
    }

    /// There is no file to write to, whatever is printed.
    @Test func whatIsInNoFileIsCompared() throws {
        let text = "scenario a { expect output { print \"1\" } <<X\n1\nX\nexpect output { print \"2\" } <<X\nold\nX\n}"
        let (failings, scripts) = try updated([file(nil, text)])
        #expect(
            failings.map { $0?.diagnostic.message } == [
                "line 1 of the here-document is \"old\", but the block printed \"2\""
            ])
        #expect(scripts.isEmpty)
    }

    @Test func whatIsMeantToDifferStays() throws {
        let text = { (word: String) in
            """
            scenario a {
            expect error expectation { try { expect output { print "now" } <<X
            different
            X
            } }
            try { expect output { print "now" } <<X
            \(word)
            X
            } }
            """
        }
        let (failings, written) = try updated(text("old"))
        #expect(failings.map { $0?.diagnostic.message } == [nil])
        #expect(written == text("now"))
    }

    @Test func whatIsMeantToDifferButDoesNotFails() throws {
        let (failings, written) = try updated(
            "scenario a { expect error expectation { expect output { print \"1\" } <<X\n1\nX\n} }")
        #expect(failings.map { $0?.diagnostic.code } == [.expectation])
        #expect(written == nil)
    }

    @Test func aPrintedClosingLineFailsItsScenarioOnly() throws {
        let text = """
            scenario a { expect output { print "X" } <<X
            old
            X
            }
            scenario b { expect output { print "X" } <<Y
            old
            Y
            }
            """
        let (failings, written) = try updated(text)
        #expect(
            failings.map { $0?.diagnostic.message } == [
                "the block prints the line that ends \"<<X\", so the here-document stays as it is", nil,
            ])
        #expect(written == text.replacing("old\nY", with: "X\nY"))
    }

    @Test func theSetUpFailsIfItIsWhatPrints() throws {
        let (failings, written) = try updated(
            "for n in (1, 2) { expect output { print \"$n\" } <<X\nX\n}\nscenario a { }")
        #expect(failings.map { $0?.isInSetUp } == [true])
        #expect(written == nil)
    }
}
