/// The memory of a batch: its text, and where the records stand in it.
final class BatchMemory {
    var text: TextBuffer
    var index: RecordIndex

    init(capacity: Int) {
        text = TextBuffer(capacity: capacity)
        index = RecordIndex(textBytes: capacity)
    }

    /// Indexes the text from its start.
    func scan(with scanner: RecordScanner, isFinal: Bool) -> ScanEnd {
        index.removeAll()
        return scanner.scan(text.text, isFinal: isFinal, into: &index)
    }

    /// Lets the cells with doubled quotes stand behind the text, with single ones.
    func unescape() {
        index.unescape(in: &text)
    }
}
