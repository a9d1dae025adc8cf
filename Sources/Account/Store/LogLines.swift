/// The lines of a log as they stand in its file, searched by their numbers.
struct LogLines {
    private let bytes: UnsafeRawBufferPointer

    /// - Parameter bytes: What the file holds; what follows the last line end is left out.
    init(_ bytes: UnsafeRawBufferPointer) {
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self.bytes = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    }

    /// The first entry with a number, or a higher one.
    func first(from sequence: Int) -> LogEntry? {
        let start = place(of: sequence)
        return start < bytes.count ? entry(at: start) : nil
    }

    /// The entries with higher numbers.
    func entries(after sequence: Int) -> [LogEntry] {
        var entries: [LogEntry] = []
        var start = place(of: sequence + 1)
        while start < bytes.count {
            if let entry = entry(at: start) { entries.append(entry) }
            start = end(from: start)
        }
        return entries
    }

    /// Where the first line begins with a number, or a higher one.
    private func place(of sequence: Int) -> Int {
        // All lines that begin before `low` have lower numbers, none from `high` on has.
        var (low, high) = (0, bytes.count)
        while low < high {
            var start = low + (high - low) / 2
            while start > low, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
            let end = end(from: start)
            // A line that cannot be read goes with what follows it.
            if let entry = entry(at: start), entry.sequence >= sequence { high = start } else { low = end }
        }
        return low
    }

    private func end(from start: Int) -> Int {
        bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }

    private func entry(at start: Int) -> LogEntry? {
        let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end(from: start)])
        return try? ChecksummedJSON.decode(LogEntry.self, from: line).get()
    }
}
