internal import CommandLanguage
internal import Recipients

/// What an `expect output` printed, whether or not that is what its here-document says.
struct PrintedOutput: Sendable {
    /// The script that contains the statement.
    let source: Source
    /// The place of its `<<X`.
    let heredoc: SourceRange
    /// The content of the here-document.
    let expected: String
    /// What the block printed: lines, each with its end.
    let printed: String

    /// How they differ; nil if every byte is the same.
    var difference: OutputDifference? {
        expected.utf8.elementsEqual(printed.utf8) ? nil : OutputDifference(expected, printed)
    }
}

/// The first line in which the printed output differs from the expected one.
struct OutputDifference {
    let line: Int
    /// The line in each of them; nil after the end.
    let expected: String?
    let printed: String?

    init(_ expected: String, _ printed: String) {
        let wanted = expected.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let found = printed.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let index = zip(wanted, found).prefix { $0.elementsEqual($1) }.map { _ in 1 }.count
        line = index + 1
        self.expected = index < wanted.count ? String(wanted[index]) : nil
        self.printed = index < found.count ? String(found[index]) : nil
    }

    /// The difference in a sentence.
    var words: String {
        // Texts that are equal look the same, whatever characters of Unicode they are made of.
        let isASCII = expected == printed
        let (expected, printed) = (
            expected?.quotedExactly(isASCII: isASCII), printed?.quotedExactly(isASCII: isASCII)
        )
        let wanted = expected.map { text in "is \(text)" } ?? "is not there"
        let found = printed ?? "nothing"
        return "line \(line) of the here-document \(wanted), but the block printed \(found)"
    }
}

/// Separates the results of a block from the notices that are shown in the meantime.
final class OutputCapture: ResultSink {
    private let results: any ResultSink
    private let notices: any ResultSink

    /// - Parameters:
    ///   - results: Receives what the block prints.
    ///   - notices: Receives everything else.
    init(results: any ResultSink, notices: any ResultSink) {
        self.results = results
        self.notices = notices
    }

    /// Setting this also changes what is printed after the block.
    var format: OutputFormat {
        get { results.format }
        set {
            results.format = newValue
            notices.format = newValue
        }
    }

    /// The two may have different formats.
    func makeFormatRestorer() -> () -> Void {
        let restorers = [results.makeFormatRestorer(), notices.makeFormatRestorer()]
        return { for restore in restorers { restore() } }
    }

    func begin(columns: [String], areChosen: Bool, at time: AccountTime) {
        results.begin(columns: columns, areChosen: areChosen, at: time)
    }
    func append(row: [Value]) { results.append(row: row) }
    func end() { results.end() }
    func abandon() { results.abandon() }
    func show(_ result: CommandResult, at time: AccountTime) { results.show(result, at: time) }
    func print(_ values: [Value], at time: AccountTime) { results.print(values, at: time) }
    func tell(_ notice: Notice) { notices.tell(notice) }
    func flush() {}
    var failure: Failure? { notices.failure }
    var wantsMore: Bool { results.wantsMore }
}
