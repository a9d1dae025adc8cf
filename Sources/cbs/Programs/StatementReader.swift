import CommandLanguage
import LineEditor
import Recipients
import SystemCalls

/// Collects the lines of standard input into statements.
struct StatementReader {
    private var lines: LineReader
    /// The line of the input on which the last statements begin, from 1.
    private(set) var firstLine = 1
    private var lineCount = 0

    init(_ lines: LineReader) {
        self.lines = lines
    }

    /// The next line, with the lines that it needs to be complete; nil at the end of the input.
    mutating func next() throws(Failure) -> Source? {
        var scanner = StatementScanner()
        var text: [UInt8] = []
        firstLine = lineCount + 1
        while let line = try nextLine() {
            lineCount += 1
            text += line
            text.append(UInt8(ascii: "\n"))
            scanner.append(line: line)
            // A statement that is too long or nested too deeply is refused as a whole.
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
    /// The same problems, with the lines of the source counted from another number.
    func movingFirstLine(of chunk: Source, to line: Int) -> ProblemList {
        mappingShown { $0.movingFirstLine(of: chunk, to: line) }
    }
}

extension Diagnostic {
    /// The same problem, with the lines of the source counted from another number: the statements of a longer input are
    /// read one by one.
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
