import CommandLanguage
import LineEditor
import Recipients
import SystemCalls

/// Gathers the lines of standard input into statements.
struct StatementReader {
    private var lines: LineReader
    /// The line of the input that the last statements begin in, from 1.
    private(set) var firstLine = 1
    private var lineCount = 0

    init(_ lines: LineReader) {
        self.lines = lines
    }

    /// The next line, and those after it that it takes to complete it; nil at the end of the input.
    mutating func next() throws(Failure) -> Source? {
        var scanner = StatementScanner()
        var text: [UInt8] = []
        firstLine = lineCount + 1
        while let line = try nextLine() {
            lineCount += 1
            text += line
            text.append(UInt8(ascii: "\n"))
            scanner.append(line: line)
            // What is too long or too deep is refused as a whole.
            if !scanner.isIncomplete || scanner.isHopeless || text.count > Source.maximumBytes { break }
        }
        return text.isEmpty ? nil : Source(name: "standard input", bytes: text)
    }

    private mutating func nextLine() throws(Failure) -> [UInt8]? {
        do {
            return try lines.nextLine(limit: Source.maximumBytes)
        } catch {
            throw StreamProblem.unreadableInput(error).failure
        }
    }
}

extension ProblemList {
    /// The same problems, with the source's first line counted as another.
    func movingFirstLine(of chunk: Source, to line: Int) -> ProblemList {
        mappingShown { $0.movingFirstLine(of: chunk, to: line) }
    }
}

extension Diagnostic {
    /// The same problem, with the source's first line counted as another: statements of a longer input are read one by
    /// one.
    func movingFirstLine(of chunk: Source, to line: Int) -> Diagnostic {
        guard line > 1, let source, source === chunk, let range else { return self }
        let before = [UInt8](repeating: UInt8(ascii: "\n"), count: line - 1)
        return Diagnostic(
            failure,
            in: Source(name: source.name, bytes: before + source.bytes),
            at: SourceRange(range.lower + before.count, range.upper + before.count)
        )
    }
}
