/// Writes lines to another sink, each behind some blanks unless it is empty.
final class IndentedSink: TextSink {
    private let base: any TextSink
    private let indentation: String

    init(_ base: any TextSink, by blanks: Int) {
        self.base = base
        indentation = String(repeating: " ", count: blanks)
    }

    var wantsMore: Bool { base.wantsMore }

    /// - Precondition: `text` is one line with its end.
    func write(_ text: String) {
        base.write(text == "\n" ? text : indentation + text)
    }

    func flush() { base.flush() }
}
