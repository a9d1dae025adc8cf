import Foundation
import TestSupport
import Testing

/// What the program writes about itself.
struct GeneratedPageTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    /// `Scripts/generate-docs` writes the page again.
    @Test func theManualPageIsThatOfTheProgram() throws {
        let page = try Repository.text("docs/cbs.1")
        #expect(try workplace.run("cbs manual").output == page)
    }

    /// `Scripts/generate-docs` writes the page again.
    @Test func theListOfMessagesIsThatOfTheSources() throws {
        guard try workplace.run(Self.pythonIsThere).status == 0 else { return }
        let listed = try workplace.run("'\(Repository.root.path)/Scripts/list-messages'")
        #expect(listed.errors == "")
        #expect(try listed.output == Repository.text("docs/messages.md"))
        #expect(listed.output.contains("unknown-group: there is no group \"‹name›\"\n    help: "))
    }

    /// A text that is left out would go unread.
    @Test(
        arguments: [
            ("enum P { case a; var failure: Failure { switch self { case .a: Failure(.storage) } } }", "a code"),
            (
                "enum P { case a, b; var message: String { switch self { case .a: \"it is gone\" } } }",
                "b, but no message"
            ),
            ("let text = \"never closed", "never closed"),
        ])
    func theListLeavesNoMessageOut(source: String, complaint: String) throws {
        guard try workplace.run(Self.pythonIsThere).status == 0 else { return }
        let listed = try workplace.run(
            """
            mkdir -p Scripts Sources/cbs && cp -r '\(Repository.root.path)'/Scripts/{list-messages,messages} Scripts/
            cat >Sources/cbs/Problem.swift <<'END'
            \(source)
            END
            Scripts/list-messages
            """)
        #expect(listed.status == 1)
        #expect(listed.errors.hasPrefix("list-messages: Sources/cbs/Problem.swift"))
        #expect(listed.errors.contains(complaint))
    }

    private static let pythonIsThere = "python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'"

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionScripts(shell: String) throws {
        let written = try workplace.run("cbs --generate-completion-script \(shell) > script")
        #expect(written.status == 0 && written.errors == "")
        let check = try workplace.run(
            "grep -q simulated-clock script && { ! command -v \(shell) > /dev/null || \(shell) -n script; }")
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")),
        arguments: [
            (["test", ""], "a.cbs folder"), (["test", "--junit", ""], "a.cbs folder"), (["salvage", "fo"], "folder"),
            (["salvage", "folder", "fo"], "folder"), (["test", "--fo"], "--format"), (["test", "--q"], "--quiet"),
            (["test", "--no"], "--no-color"), (["test", "--sto"], ""),
        ])
    func bashCompletes(words: [String], candidates: String) throws {
        let quoted = (["cbs"] + words).map { "'\($0)'" }.joined(separator: " ")
        let completed = try workplace.run(
            """
            mkdir empty; cd empty; touch a.cbs; mkdir folder; source <(cbs --generate-completion-script bash)
            COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
            _cbs cbs "${COMP_WORDS[COMP_CWORD]}" ''
            echo "${COMPREPLY[*]}"
            """)
        #expect(completed.output == "\(candidates)\n", "\(completed.errors)")
    }

    /// The number is in one place; whatever else says it, is written by the program or agrees with it.
    @Test func theVersion() throws {
        let outcome = try workplace.run("cbs --version")
        let version = try #require(outcome.output.wholeMatch(of: /cbs (\d+\.\d+\.\d+)\n/)).1
        #expect(outcome.status == 0)
        let sections = try Repository.text("CHANGELOG.md").matches(of: /(?m)^## \[(.*)\](?: - (\d{4}-\d\d-\d\d))?$/)
        #expect(sections.first?.1 == "Unreleased")
        let newest = try #require(sections.dropFirst().first)
        #expect(newest.1 == version)
        let day = try #require(newest.2)
        #expect(try Repository.text("docs/cbs.1").contains(".TH CBS 1 \"\(day)\" \"cbs \(version)\""))
        #expect(try Repository.text("docs/editors/vscode/package.json").contains("\"version\": \"\(version)\""))
        #expect(try Repository.text("docs/editors/emacs/cbs-mode.el").contains(";; Version: \(version)\n"))
        #expect(try !Repository.text("docs/installing.md").contains(version), "a page that nobody would set again")
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
