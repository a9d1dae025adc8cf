/// What a text that goes on waits for, so that not every line of a long one is parsed together with all before it.
struct OpenText {
    private struct Heredoc {
        let word: String
        let mayBeIndented: Bool
    }

    private var heredocs: [Heredoc] = []
    private var wasContinued = false

    init(_ line: [UInt8]) {
        note(line)
    }

    /// Whether the text may be complete with this line: never false for one that completes it.
    mutating func mayEnd(with line: [UInt8]) -> Bool {
        guard let heredoc = heredocs.first else {
            let mayEnd = wasContinued || line.contains { Self.closers.contains($0) }
            note(line)
            return mayEnd
        }
        let text = String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...], as: UTF8.self)
        let isClosed = (heredoc.mayBeIndented ? text.drop { $0 == " " || $0 == "\t" } : text[...]) == heredoc.word
        if isClosed {
            heredocs.removeFirst()
            wasContinued = false
        }
        return isClosed
    }

    private static let closers = Set("})\"'".utf8)
    private static let wordEnds = Set("\"';{}(),=<>!$\r")

    /// Notes the here-documents that a line begins, and whether it goes on behind its end.
    private mutating func note(_ line: [UInt8]) {
        let text = String(decoding: line, as: UTF8.self)
        wasContinued = text.hasSuffix("\\") || text.hasSuffix("\\\r\n") || text.hasSuffix("\\\r")
        for piece in text.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            if piece.hasPrefix("#") { return }
            guard piece.hasPrefix("<<") else { continue }
            let mayBeIndented = piece.hasPrefix("<<-")
            let word = piece.dropFirst(mayBeIndented ? 3 : 2).prefix { !Self.wordEnds.contains($0) }
            if !word.isEmpty { heredocs.append(Heredoc(word: String(word), mayBeIndented: mayBeIndented)) }
        }
    }
}
