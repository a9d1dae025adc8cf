import Foundation
import Testing

/// What the program writes about itself.
struct GeneratedPageTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    /// `Scripts/generate-docs` writes the page anew.
    @Test func theManualPageIsThatOfTheProgram() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/cbs.1"), encoding: .utf8)
        #expect(try workplace.run("cbs manual").output == page)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionScripts(shell: String) throws {
        let written = try workplace.run("cbs --generate-completion-script \(shell) > script")
        #expect(written.status == 0 && written.errors == "")
        let check = try workplace.run(
            "grep -q simulated-clock script && { ! command -v \(shell) > /dev/null || \(shell) -n script; }")
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test func theVersion() throws {
        let outcome = try workplace.run("cbs --version")
        #expect(outcome.output.wholeMatch(of: /cbs \d+\.\d+\.\d+\n/) != nil)
        #expect(outcome.status == 0)
    }

    /// Only people are asked, and only people look at bars and pages.
    @Test func pipesAreLeftAlone() throws {
        let outcome = try workplace.run(
            "cbs --memory -c 'create group G; set backup off; delete group G; timeline; help'")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(!outcome.output.contains("\u{1B}"))
    }
}
