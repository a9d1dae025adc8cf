internal import Recipients
internal import Storage
internal import SystemCalls

extension LogFile {
    /// The names of some groups, going by the entries that can be read; a group that was deleted has none.
    func names(ofGroups numbers: Set<Int>) -> [Int: String] {
        var names: [Int: String] = [:]
        for entry in readableEntries where entry.isChange {
            guard let number = entry.groupNumber, numbers.contains(number) else { continue }
            // An undo may have deleted the group, or not.
            names[number] = entry.action == .deleteGroup ? nil : entry.group
        }
        return names
    }

    /// The entries with these numbers, oldest first; missing ones are left out.
    ///
    /// - Throws: `damaged` if a line that was read is invalid.
    /// - Complexity: The lines are found by binary search, then read.
    func entries(numbered numbers: ClosedRange<Int>) throws(Failure) -> [LogEntry] {
        var found: [LogEntry] = []
        if let mapped = try map() {
            try mapped.withBytes { (bytes) throws(Failure) in
                var start = try self.start(ofEntry: numbers.lowerBound, in: bytes)
                while start < bytes.count, let entry = try entry(at: &start, in: bytes) {
                    if entry.sequence > numbers.upperBound { break }
                    found.append(entry)
                    if entry.sequence == numbers.upperBound { break }
                }
            }
        }
        return found + missing.filter { numbers.contains($0.sequence) && $0.sequence > found.last?.sequence ?? 0 }
    }

    /// The offset of the first line whose number is at least `number`.
    private func start(ofEntry number: Int, in bytes: UnsafeRawBufferPointer) throws(Failure) -> Int {
        try bytes.firstLine(in: 0..<wholeLength(of: bytes)) { (line) throws(Failure) in
            try sequence(in: line) >= number
        }
    }

    /// The number of a line. The line is verified only when it has been found to be the right one.
    private func sequence(in line: UnsafeRawBufferPointer) throws(Failure) -> Int {
        // Inside a text, the first quote would be preceded by a backslash.
        let name: StaticString = "\"sequence\":"
        guard let start = line.firstIndex(of: name) else { throw Self.damage(.invalidLine) }
        let digits = line[(start + name.utf8CodeUnitCount)...].prefix { (0x30...0x39).contains($0) }
        guard let sequence = Int(String(decoding: digits, as: UTF8.self)) else {
            throw Self.damage(.invalidLine)
        }
        return sequence
    }

    /// Reads the line that begins at an offset, and moves the offset to the next line; nil for an incomplete line.
    private func entry(at place: inout Int, in bytes: UnsafeRawBufferPointer) throws(Failure) -> LogEntry? {
        guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = UnsafeRawBufferPointer(rebasing: bytes[place...end])
        guard let entry = LogEntry(line: line) else { throw Self.damage(.invalidLine) }
        place = end + 1
        return entry
    }
}
