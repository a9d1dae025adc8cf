internal import Recipients
internal import Storage

/// What can be read of a log, with an entry that says so in place of each one that cannot be read.
struct LogSalvage {
    private(set) var entries: [LogEntry] = []
    /// The highest group number that any entry mentions.
    var highestGroup: Int { entries.lazy.compactMap { $0.highestGroup ?? $0.groupNumber }.max() ?? 0 }
    /// What is wrong with the file.
    private(set) var problems: [String] = []

    /// - Parameters:
    ///   - journals: The entries in the manifests, some of which the file may lack.
    ///   - end: The offset at which the log ended when the manifests were read.
    /// - Throws: If the storage cannot be reached.
    init(_ storage: any Storage, journals: [LogEntry], upTo end: Int) throws(Failure) {
        var known: [Int: LogEntry] = [:]
        for entry in journals { known[entry.sequence] = entry }
        do {
            let mapped = try storage.map(StoreLayout.log)
            var wrong = 0
            mapped.withBytes { (bytes) in
                for line in UnsafeRawBufferPointer(rebasing: bytes.prefix(end)).lines {
                    if let entry = LogEntry(line: line) {
                        known[entry.sequence] = entry
                    } else if line.last == UInt8(ascii: "\n") {
                        wrong += 1
                    }
                }
            }
            if wrong > 0 { problems.append("\(counted(wrong, "line is", "lines are")) damaged") }
        } catch {
            if error.isOfServer { throw error.failure }
            if case .missing = error, journals.isEmpty { return }
            problems.append("the file cannot be read")
        }
        fill(known)
    }

    private mutating func fill(_ known: [Int: LogEntry]) {
        // A number far beyond the number of entries cannot be right, whatever its checksum says.
        let highest = min(known.keys.max() ?? 0, 10 * known.count + 1000)
        guard highest > 0, let first = known.min(by: { $0.key < $1.key })?.value else { return }
        var at = first.at
        var missing = 0
        for sequence in 1...highest {
            if let entry = known[sequence] {
                entries.append(entry)
                at = entry.at
            } else {
                missing += 1
                var lost = LogEntry(at: at, action: .lost)
                lost.sequence = sequence
                entries.append(lost)
            }
        }
        if missing > 0 { problems.append("\(counted(missing, "entry is", "entries are")) missing") }
    }
}
