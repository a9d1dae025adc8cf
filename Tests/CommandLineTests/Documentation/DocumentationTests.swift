import Foundation
import TestSupport
import Testing

/// What the pages say can be run, and what they link to is there. With `CBS_RECORD_TRANSCRIPTS=1` the output that they
/// show is written again, and the test fails, so that nobody takes a recording for a check.
struct DocumentationTests {
    /// Their samples need an account or a server that other tests make for them (`ExampleTests`, `ImportingPageTests`,
    /// `TeamTests`).
    private static let pagesWithTestsOfTheirOwn = ["docs/language.md", "docs/importing.md", "docs/how-to/team.md"]

    @Test(arguments: Documentation.pages.filter { !pagesWithTestsOfTheirOwn.contains($0) })
    func commandsPrintWhatIsShown(path: String) throws {
        var page = try Documentation.read(path)
        let commands = DocumentedCommand.all(on: page)
        let outcomes = try DocumentedSession().run(commands)
        let isRecording = ProcessInfo.processInfo.environment["CBS_RECORD_TRANSCRIPTS"] != nil
        #expect(outcomes.count == commands.count, "\(path): a command ended the shell")
        for (command, outcome) in zip(commands, outcomes).reversed() {
            let place = "\(path):\(command.line): $ \(command.text)"
            let output = outcome.lines.joined(separator: "\n")
            if outcome.status != 0 { Issue.record("\(place)\nfails with the status \(outcome.status):\n\(output)") }
            guard !command.isShown(by: outcome.lines) else { continue }
            Issue.record("\(place)\nnow prints\n\(output)")
            if isRecording { page.lines.replaceSubrange(command.range, with: outcome.lines) }
        }
        if isRecording { try Documentation.write(page, to: path) }
    }

    /// Whoever follows the tutorial has a window of 80 columns.
    @Test func theTablesOfTheTutorialFitTheWindow() throws {
        let lines = try Documentation.read("docs/tutorial.md").lines
        let rules = lines.indices.filter { lines[$0].hasPrefix("--") && lines[$0].allSatisfy { "- ".contains($0) } }
        #expect(rules.count > 5)
        for rule in rules {
            for line in lines[(rule - 1)...].prefix(while: { !$0.hasPrefix("(") && !$0.isEmpty }) {
                #expect(line.count <= 80, "docs/tutorial.md:\(rule + 1): \(line)")
            }
        }
    }

    /// A block in a language that nobody runs is one that nobody checks.
    @Test(arguments: Documentation.pages)
    func blocksAreOfAKindThatIsTried(path: String) throws {
        let page = try Documentation.read(path)
        for block in page.blocks {
            let place = "\(path):\(block.range.lowerBound)"
            let kinds = [
                "console", "cbs", "csv", "yaml", "editrc", "lua", "elisp", "toml", "json", "jsonl", "text", "swift",
                "sh", "sql", "",
            ]
            #expect(kinds.contains(block.language), "\(place): nothing tries \(block.language)")
            if block.language == "console" {
                #expect(page.lines(of: block).first?.hasPrefix("$ ") == true, "\(place): begins with no command")
            }
            if let name = block.fileName, name.hasPrefix("Examples/") {
                let example = try Repository.text(name)
                #expect(page.lines(of: block).joined(separator: "\n") + "\n" == example, "\(place): not \(name)")
            }
            if block.language == "sh" {
                for match in page.lines(of: block).joined(separator: "\n").matches(of: /Scripts\/[\w-]+/) {
                    let script = Repository.file(String(match.output)).path
                    #expect(FileManager.default.isExecutableFile(atPath: script), "\(place): no \(match.output)")
                }
            }
        }
    }

    @Test(arguments: Documentation.pages)
    func linksLeadSomewhere(path: String) throws {
        let folder = URL(fileURLWithPath: path, relativeTo: Repository.root).deletingLastPathComponent()
        for link in try Documentation.read(path).links where !link.target.contains("://") {
            let parts = link.target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let target =
                parts[0].isEmpty
                ? URL(fileURLWithPath: path, relativeTo: Repository.root)
                : URL(fileURLWithPath: String(parts[0]), relativeTo: folder)
            let place = "\(path):\(link.line): \(link.target)"
            #expect(FileManager.default.fileExists(atPath: target.path), "\(place): there is no such file")
            guard parts.count > 1, target.pathExtension == "md",
                let text = try? String(contentsOf: target, encoding: .utf8)
            else { continue }
            #expect(MarkdownPage(text).anchors.contains(String(parts[1])), "\(place): there is no such heading")
        }
    }

    @Test func everyPageIsFoundFromTheIndex() throws {
        let index = try Documentation.read("docs/README.md").links.map { "docs/\($0.target)" }
        for path in Documentation.pages where path.hasPrefix("docs/") && path != "docs/README.md" {
            #expect(index.contains(path), "docs/README.md does not name \(path)")
        }
    }

    @Test func everyVariableOfTheEnvironmentIsNamed() throws {
        let folder = Repository.file("Sources/cbs")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var names: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            names.formUnion(source.matches(of: /Environment\["(\w+)"\]/).map { String($0.output.1) })
        }
        let page = try Documentation.read("docs/program.md").lines
        #expect(names.contains("CBS_STORE"))
        for name in names { #expect(page.contains { $0.hasPrefix("| `\(name)` |") }, "docs/program.md lacks \(name)") }
    }

    @Test func everyModuleIsInTheArchitecture() throws {
        let sources = Repository.file("Sources").path
        let page = try Documentation.read("docs/architecture.md").lines.joined(separator: "\n")
        for module in try FileManager.default.contentsOfDirectory(atPath: sources) {
            #expect(page.contains(module), "docs/architecture.md lacks \(module)")
        }
    }
}
