/// What stands at the end of the log's file.
struct LogEnd {
    /// The number of the last line that is right; 0 for none.
    private(set) var lastSequence = 0
    /// The highest number of a group that there was then; 0 where the line does not say.
    private(set) var highestGroup = 0
    /// How many bytes of lines with a line end there are.
    private(set) var wholeBytes = 0
    /// Whether something without a line end follows: a line that was being written when a process ended.
    private(set) var isTorn = false
    /// Whether the last line with a line end is wrong.
    private(set) var isDamaged = false

    /// No file.
    init() {}

    /// - Complexity: In the length of the last line, if it is right.
    init(_ bytes: UnsafeRawBufferPointer) {
        wholeBytes = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        isTorn = wholeBytes < bytes.count
        var end = wholeBytes
        while end > 0 {
            let start = bytes[..<(end - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            if case .success(let entry) = ChecksummedJSON.decode(LogEntry.self, from: line), entry.problem == nil {
                lastSequence = entry.sequence
                highestGroup = entry.highestGroup ?? 0
                break
            }
            isDamaged = true
            end = start
        }
    }
}
