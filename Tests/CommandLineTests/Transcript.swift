/// Commands of a shell and what they give, as a text:
///
///     # a comment
///     $ cbs --memory -c 'show group X'
///     a line of standard output
///     ! a line of standard error
///     => 1
///
/// A command continues in lines that begin with `> `; `=>` is left out for the status 0.
struct Transcript {
    private enum Piece {
        case comment(String)
        case command([String])
    }

    private var pieces: [Piece] = []

    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("$ ") {
                pieces.append(.command([String(line.dropFirst(2))]))
            } else if line.hasPrefix("> "), case .command(let lines) = pieces.last {
                pieces[pieces.count - 1] = .command(lines + [String(line.dropFirst(2))])
            } else if line.hasPrefix("# ") {
                pieces.append(.comment(line))
            }
        }
    }

    /// The transcript with what its commands give now.
    func replayed(in workplace: Workplace) throws -> String {
        var paragraphs: [String] = []
        var comments: [String] = []
        for piece in pieces {
            switch piece {
            case .comment(let line): comments.append(line)
            case .command(let lines):
                let outcome = try workplace.run(lines.joined(separator: "\n"))
                paragraphs.append((comments + Self.lines(lines, outcome)).joined(separator: "\n"))
                comments = []
            }
        }
        return paragraphs.joined(separator: "\n\n") + "\n"
    }

    private static func lines(_ command: [String], _ outcome: Workplace.Outcome) -> [String] {
        var lines = command.enumerated().map { ($0.offset == 0 ? "$ " : "> ") + $0.element }
        // What begins as a comment does would be read as one.
        lines += split(outcome.output).map { $0.hasPrefix("# ") ? "(#)\($0.dropFirst())" : $0 }
        lines += split(outcome.errors).map { "! " + $0 }
        if outcome.status != 0 { lines.append("=> \(outcome.status)") }
        return lines.map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() } else if !lines.isEmpty { lines[lines.count - 1] += "\\" }
        return lines
    }
}
