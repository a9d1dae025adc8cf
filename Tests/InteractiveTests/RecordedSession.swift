import Foundation
import TestSupport

/// A session at the prompt as a page shows it, in a block ` ```console session `: the command of the shell that begins
/// it, and then what a terminal of 100 columns shows, what is typed behind the prompts included.
struct RecordedSession {
    let command: String
    /// What is typed, a line each.
    let typed: [String]
    let shown: [String]

    init(_ lines: some Sequence<String>) {
        let lines = Array(lines)
        command = String(lines[0].dropFirst(2))
        shown = Array(lines.dropFirst())
        // `kunden> …`, `memory (simulated 2026-01-01)> …` or `...> …`.
        typed = shown.compactMap { line in
            line.wholeMatch(of: /(?:[\w.-]+(?: \([^)]*\))?)> (.*)/).map { String($0.output.1) }
        }
    }

    /// What the terminal shows when the same is typed now, without the last prompt.
    func replayed() throws -> [String] {
        let place = try InteractiveWorkplace()
        let examples = place.folder.appendingPathComponent("Examples")
        try FileManager.default.copyItem(at: Documentation.root.appendingPathComponent("Examples"), to: examples)
        let session = try place.command(
            "cbs() { \"$CBS\" \"$@\"; }; \(command)", columns: 100, variables: ["NO_COLOR": "1"])
        for line in typed { try session.enter(line, expecting: "\n") }
        try session.waitForPrompt()
        let lines = session.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return Array(lines.dropLast())
    }
}
