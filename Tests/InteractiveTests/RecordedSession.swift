import Foundation
import TestSupport

/// A session at the prompt as a page shows it, in a block ` ```console session `: the command of the shell that begins
/// it, and then what a terminal shows, what is typed after the prompts included.
///
/// A number after these words says how many columns the terminal has. ` ⇥` at the end of a line is Tab. The folder has
/// the repository's examples, and the page's blocks ` ```csv NAME ` as files.
struct RecordedSession {
    static let words = ["console", "session"]

    private let command: String
    private let columns: Int
    private let files: [String: String]
    /// The screen; a line that ends with Tab does not show it.
    let shown: [String]
    private let inputs: [Input]

    private enum Input {
        case line(String)
        /// What is before the cursor when Tab is pressed.
        case tab(String)
    }

    init(_ block: MarkdownPage.Block, of page: MarkdownPage) {
        let lines = Array(page.lines(of: block))
        command = String(lines[0].dropFirst(2))
        columns = block.words.dropFirst(2).first.flatMap { Int($0) } ?? 100
        shown = lines.dropFirst().map { $0.hasSuffix(" ⇥") ? String($0.dropLast(2)) : $0 }
        inputs = lines.compactMap { line in
            // `kunden> …`, `memory (simulated 2026-01-01)> …` or `...> …`.
            guard let text = line.wholeMatch(of: /[\w.-]+(?: \([^)]*\))?> (.*)/)?.output.1 else { return nil }
            return text.hasSuffix("⇥") ? .tab(String(text.dropLast(1))) : .line(String(text))
        }
        let tables = page.blocks.filter { $0.language == "csv" }.compactMap { block in
            block.fileName.map { ($0, page.lines(of: block).joined(separator: "\n") + "\n") }
        }
        files = Dictionary(tables) { $1 }
    }

    /// A replay as pages write it: with Tab where it was pressed.
    func marked(_ replayed: [String]) -> [String] {
        var tabs = inputs.compactMap { input in
            if case .tab(let text) = input { return "> \(text.trimmingCharacters(in: .whitespaces))" }
            return nil
        }
        return replayed.map { line in
            guard let tab = tabs.first, line.hasSuffix(tab) else { return line }
            tabs.removeFirst()
            return line + " ⇥"
        }
    }

    /// What the terminal shows when the same is typed now, without the last prompt.
    func replayed() throws -> [String] {
        let place = try InteractiveWorkplace()
        let examples = place.folder.appendingPathComponent("Examples")
        try FileManager.default.copyItem(at: Repository.file("Examples"), to: examples)
        for (name, text) in files { try place.write(text, to: name) }
        let session = try place.command(
            "cbs() { \"$CBS\" \"$@\"; }; \(command)", columns: columns, variables: ["NO_COLOR": "1", "CBS_USER": "kim"])
        try session.waitForPrompt()
        var typed = ""
        for input in inputs {
            switch input {
            case .tab(let text):
                session.type("\(text)\t")
                // The candidates are listed below the line, and the line is below them again.
                let line = "> \(text.trimmingCharacters(in: .whitespaces))"
                try session.wait("the line below the candidates") { screen in
                    screen.hasSuffix("> \(text)") && screen.components(separatedBy: line).count > 2
                }
                typed = text
            case .line(let text):
                let before = session.text.components(separatedBy: "> \(text)\n").count
                session.type("\(text.dropFirst(typed.count))\r")
                try session.wait("the next prompt") { screen in
                    screen.hasSuffix("> ") && screen.components(separatedBy: "> \(text)\n").count > before
                }
                typed = ""
            }
        }
        return Array(session.text.components(separatedBy: "\n").dropLast())
    }
}
