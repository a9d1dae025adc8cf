import Foundation
import TestSupport

/// The commands of a page, run one after the other by one shell in a folder with the repository's examples.
struct DocumentedSession {
    struct Outcome {
        let lines: [String]
        let status: Int32
    }

    /// Ends what a command printed, and cannot be printed by one.
    private static let mark = "\u{1}end of command "

    let workplace: Workplace

    init() throws {
        workplace = try Workplace()
        try workplace.copy(Repository.file("Examples"), as: "Examples")
        try workplace.linkProgram(as: "Scripts/cbs")
    }

    /// What each of the commands printed on both streams, and its status. A shell that ended early has no more of them.
    func run(_ commands: [DocumentedCommand]) throws -> [Outcome] {
        let steps = commands.map { "\($0.text)\nprintf '\(Self.mark)%d\\n' $?" }
        let script = (["exec 2>&1", "shopt -s expand_aliases", "export TMPDIR=$PWD"] + steps).joined(separator: "\n")
        let pieces = try workplace.run(script).output.components(separatedBy: Self.mark)
        var outcomes: [Outcome] = []
        for (piece, next) in zip(pieces, pieces.dropFirst()) {
            let text = outcomes.isEmpty ? piece[...] : piece.drop { $0 != "\n" }.dropFirst()
            outcomes.append(Outcome(lines: Self.lines(text), status: Int32(next.prefix { $0 != "\n" }) ?? -1))
        }
        return outcomes
    }

    private static func lines(_ text: Substring) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
