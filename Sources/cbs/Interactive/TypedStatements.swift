import CommandLanguage
import LineEditor

/// Gathers typed lines into statements, asking for more while something is open.
final class TypedStatements {
    enum Input {
        case statements(String)
        /// The user gave up all of it.
        case interrupted
        case end
    }

    private let lines: any LineSource
    /// The lines so far of statements that are not complete.
    private(set) var open = ""

    init(_ lines: any LineSource) {
        self.lines = lines
    }

    func next(_ prompt: Prompt) -> Input {
        var scanner = StatementScanner()
        open = ""
        defer { open = "" }
        while true {
            switch lines.nextLine(open.isEmpty ? prompt : Self.continuation) {
            case .interrupted: return .interrupted
            case .end: return .end
            case .line(let text):
                open += text + "\n"
                for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                    scanner.append(line: line.utf8)
                }
                // What is too long or too deep is refused as a whole.
                let isRefused = scanner.isHopeless || open.utf8.count > Source.maximumBytes
                if !scanner.isIncomplete || isRefused { return .statements(open) }
            }
        }
    }

    private static let continuation = Prompt([Prompt.Piece("...", .dim), Prompt.Piece("> ")])
}
