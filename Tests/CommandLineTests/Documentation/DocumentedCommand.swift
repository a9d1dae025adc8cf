import TestSupport

/// A command of the shell that a page shows, and what it is said to print.
struct DocumentedCommand {
    let text: String
    /// What is below it; nil where a page shows no output at all, as in the blocks of a CI's configuration.
    let shown: [String]?
    /// The lines of the page that hold the output, counted from 0.
    let range: Range<Int>
    /// The line of the page that holds the command, counted from 1.
    let line: Int

    /// All that a page tells its readers to run, in its order: `$ command` and `> more of it` in blocks of `console`;
    /// scripts, alone or saved under the name after their fence; the steps of a CI that call cbs.
    static func all(on page: MarkdownPage) -> [DocumentedCommand] {
        page.blocks.flatMap { block -> [DocumentedCommand] in
            switch block.language {
            // Sessions are for `InteractiveTests`.
            case "console": block.fileName == nil ? console(page, block) : []
            case "cbs": [script(page, block)]
            case "csv": block.fileName.map { [saved(page, block, as: $0)] } ?? []
            case "yaml", "sh": steps(page, block)
            default: []
            }
        }
    }

    private static func console(_ page: MarkdownPage, _ block: MarkdownPage.Block) -> [DocumentedCommand] {
        var commands: [DocumentedCommand] = []
        var index = block.range.lowerBound
        while index < block.range.upperBound {
            let start = index
            var text = String(page.lines[index].dropFirst(2))
            index += 1
            while index < block.range.upperBound, page.lines[index].hasPrefix("> ") {
                text += "\n\(page.lines[index].dropFirst(2))"
                index += 1
            }
            let output = index
            while index < block.range.upperBound, !page.lines[index].hasPrefix("$ ") { index += 1 }
            commands.append(
                DocumentedCommand(
                    text: text, shown: Array(page.lines[output..<index]), range: output..<index, line: start + 1))
        }
        return commands
    }

    private static func script(_ page: MarkdownPage, _ block: MarkdownPage.Block) -> DocumentedCommand {
        if let name = block.fileName { return saved(page, block, as: name) }
        let save = hereDocument("cat >.block.cbs <<'END OF BLOCK'", page, block)
        return DocumentedCommand(
            text: "\(save)\ncbs run --memory --quiet .block.cbs >/dev/null", shown: nil, range: block.range,
            line: block.range.lowerBound)
    }

    private static func saved(
        _ page: MarkdownPage, _ block: MarkdownPage.Block, as name: String
    ) -> DocumentedCommand {
        DocumentedCommand(
            text: hereDocument("cat >'\(name)' <<'END OF BLOCK'", page, block), shown: nil, range: block.range,
            line: block.range.lowerBound)
    }

    private static func hereDocument(_ command: String, _ page: MarkdownPage, _ block: MarkdownPage.Block) -> String {
        ([command] + page.lines(of: block) + ["END OF BLOCK"]).joined(separator: "\n")
    }

    /// The lines that call the program, without what YAML puts before them; the others are for whoever installs it.
    private static func steps(_ page: MarkdownPage, _ block: MarkdownPage.Block) -> [DocumentedCommand] {
        block.range.compactMap { index in
            guard let match = page.lines[index].firstMatch(of: /^ *(- )?(run: )?((Scripts\/)?cbs .*)$/) else {
                return nil
            }
            return DocumentedCommand(
                text: String(match.output.3), shown: nil, range: index..<index, line: index + 1)
        }
    }

    /// Whether the output is what the page shows.
    func isShown(by output: [String]) -> Bool {
        shown.map { ShownOutput.matches($0[...], output[...]) } ?? true
    }
}
