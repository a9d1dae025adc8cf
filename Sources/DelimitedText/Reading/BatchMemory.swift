/// The memory of a batch: its text, and where the records are in it.
final class BatchMemory {
    // Nothing that runs while one of these is being changed comes back here; checking that took a tenth of an import's
    // time.
    @exclusivity(unchecked) var text: TextBuffer
    @exclusivity(unchecked) var index: RecordIndex

    init(capacity: Int) {
        text = TextBuffer(capacity: capacity)
        index = RecordIndex(textBytes: capacity)
    }

    /// Indexes the text from its start.
    func scan(with scanner: RecordScanner, isFinal: Bool) -> ScanEnd {
        index.removeAll()
        return scanner.scan(text.text, isFinal: isFinal, into: &index)
    }

    /// Makes cells hold what they mean: trims the white space around them, and appends those with doubled quotes to the
    /// text with single ones.
    ///
    /// - Parameter resolvesFormulas: Whether `="x"` means x.
    func settle(resolvesFormulas: Bool) {
        index.trim(in: text.base)
        index.unescape(in: &text)
        if resolvesFormulas { index.resolveFormulas(in: text.base) }
    }
}

/// The memory of the latest batches, reused once nobody holds them: fresh pages cost as much time as reading does.
struct MemoryPool {
    private static let batchesKept = 24
    private static let largestKept = 4 << 20
    private var kept: [BatchMemory] = []

    /// Empty memory with room for `capacity` bytes of text, taken from a batch that nobody holds any more if there is
    /// one.
    mutating func memory(capacity: Int) -> BatchMemory {
        for position in kept.indices where isKnownUniquelyReferenced(&kept[position]) {
            let memory = kept.remove(at: position)
            memory.text.reset(capacity: capacity)
            return memory
        }
        return BatchMemory(capacity: capacity)
    }

    /// Keeps the memory of a batch that is handed out, for later reuse.
    mutating func keep(_ memory: BatchMemory) {
        if memory.text.size > Self.largestKept { return }
        if kept.count == Self.batchesKept { kept.removeFirst() }
        kept.append(memory)
    }
}
