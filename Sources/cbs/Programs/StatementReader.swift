import CommandLanguage
import Terminal

/// Gathers the lines of standard input into statements.
struct StatementReader {
    private var lines: LineReader
    private let isInteractive: Bool
    /// The line of the input that the next statement begins in, from 1.
    private(set) var firstLine = 1
    private var lineCount = 0

    init(_ lines: LineReader, isInteractive: Bool) {
        self.lines = lines
        self.isInteractive = isInteractive
    }

    /// The next lines that are complete; nil at the end of the input.
    ///
    /// - Parameter isIncomplete: Whether more lines could complete a text.
    mutating func next(_ isIncomplete: (Source) -> Bool) throws -> Source? {
        firstLine = lineCount + 1
        guard var text = try lines.nextLine(prompt: "cbs> ") else { return nil }
        lineCount += 1
        let name = isInteractive ? nil : "standard input"
        var source = Source(name: name, bytes: text)
        guard isIncomplete(source) else { return source }
        var open = OpenText(text)
        while let line = try lines.nextLine(prompt: "...> ") {
            lineCount += 1
            text.append(UInt8(ascii: "\n"))
            text += line
            guard open.mayEnd(with: line) else { continue }
            source = Source(name: name, bytes: text + [UInt8(ascii: "\n")])
            if !isIncomplete(source) { return source }
        }
        return Source(name: name, bytes: text)
    }
}

/// What a text that goes on waits for, so that not every line of a long one is parsed with all before it.
private struct OpenText {
    private var heredocs: [String] = []
    private var wasContinued = false

    init(_ line: [UInt8]) {
        note(line)
    }

    /// Whether the text may be complete with this line.
    mutating func mayEnd(with line: [UInt8]) -> Bool {
        let trimmed = Self.trimmed(line)
        if let word = heredocs.first {
            guard trimmed == word else { return false }
            heredocs.removeFirst()
            wasContinued = false
            return heredocs.isEmpty
        }
        let mayEnd = wasContinued || line.contains { Self.closers.contains($0) }
        note(line)
        return mayEnd
    }

    private static let closers = Set("})\"'".utf8)

    private static func trimmed(_ line: [UInt8]) -> String {
        let text = String(decoding: line, as: UTF8.self)
        return String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Notes the here-documents that a line begins, and whether it goes on behind its end.
    private mutating func note(_ line: [UInt8]) {
        let text = String(decoding: line, as: UTF8.self)
        wasContinued = text.hasSuffix("\\") || text.hasSuffix("\\\r")
        for piece in text.split(separator: " ") where piece.hasPrefix("<<") {
            let word = piece.dropFirst(2).drop { $0 == "-" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            if !word.isEmpty { heredocs.append(String(word)) }
        }
    }
}
