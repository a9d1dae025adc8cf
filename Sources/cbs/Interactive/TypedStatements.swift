import CommandLanguage
import LineEditor

/// Collects typed lines into statements, and asks for more while something is open.
final class TypedStatements {
    enum Input {
        case statements(String)
        /// The user has given up the whole statement.
        case interrupted
        /// The user has ended the input within a statement.
        case unfinished
        case end
    }

    private let lines: any LineSource
    /// The lines so far of an incomplete statement.
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
            case .end: return open.isEmpty ? .end : .unfinished
            case .line(let text):
                open += text + "\n"
                for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                    scanner.append(line: line.utf8)
                }
                // A statement that is too long or nested too deeply is refused as a whole.
                let isRefused = scanner.isHopeless || open.utf8.count > Source.maximumBytes
                if !scanner.isIncomplete || isRefused { return .statements(open) }
            }
        }
    }

    private static let continuation = Prompt([Prompt.Piece("...", .dim), Prompt.Piece("> ")])
}
