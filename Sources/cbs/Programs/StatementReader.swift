import CommandLanguage
import Recipients
import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Gathers the lines of standard input into statements.
struct StatementReader {
    private var lines: LineReader
    private let isInteractive: Bool
    /// The line of the input that the last statements begin in, from 1.
    private(set) var firstLine = 1
    private var lineCount = 0

    init(_ lines: LineReader, isInteractive: Bool) {
        self.lines = lines
        self.isInteractive = isInteractive
    }

    /// The next line, and those after it that it takes to complete it; nil at the end of the input.
    mutating func next() throws(Failure) -> Source? {
        var scanner = StatementScanner()
        var text: [UInt8] = []
        firstLine = lineCount + 1
        while let line = try nextLine(prompt: text.isEmpty ? "cbs> " : "...> ") {
            lineCount += 1
            text += line
            text.append(UInt8(ascii: "\n"))
            scanner.append(line: line)
            if !scanner.isIncomplete { break }
        }
        return text.isEmpty ? nil : Source(name: isInteractive ? nil : "standard input", bytes: text)
    }

    private mutating func nextLine(prompt: String) throws(Failure) -> [UInt8]? {
        do {
            return try lines.nextLine(prompt: prompt)
        } catch {
            throw Failure(
                .unreadableFile, "cannot read standard input: \(String(cString: strerror(error.errorNumber)))")
        }
    }
}
