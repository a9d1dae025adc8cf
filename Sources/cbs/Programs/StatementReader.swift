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
