internal import Recipients
internal import Storage

extension LogFile {
    /// The entries with these numbers, oldest first; those that are not there are left out.
    ///
    /// - Throws: `damaged` where a line on the way to them is wrong.
    /// - Complexity: Their lines are found by halving the file, then read.
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

    /// Where the first line begins whose number is not below one.
    private func start(ofEntry number: Int, in bytes: UnsafeRawBufferPointer) throws(Failure) -> Int {
        // Lines that begin before `low` have lower numbers; those that begin at `high` or after it have not.
        var (low, high) = (0, wholeLength(of: bytes))
        while low < high {
            let middle = low + (high - low) / 2
            let start = (bytes[low..<middle].lastIndex(of: UInt8(ascii: "\n")) ?? low - 1) + 1
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { break }
            if try sequence(in: bytes[start..<end]) < number { low = end + 1 } else { high = start }
        }
        return low
    }

    /// The number of a line, which is checked only once it is the one that is looked for.
    private func sequence(in line: Slice<UnsafeRawBufferPointer>) throws(Failure) -> Int {
        // Within a text its first quote would be after a backslash.
        guard let member = line.firstRange(of: Self.sequenceMember) else {
            throw Self.damage("one of its lines is not valid")
        }
        let digits = line[member.upperBound...].prefix { (0x30...0x39).contains($0) }
        guard let sequence = Int(String(decoding: digits, as: UTF8.self)) else {
            throw Self.damage("one of its lines is not valid")
        }
        return sequence
    }

    private static let sequenceMember = Array("\"sequence\":".utf8)

    /// Reads the line that begins at a place, and moves that to the next one; nil for a line that was being written.
    private func entry(at place: inout Int, in bytes: UnsafeRawBufferPointer) throws(Failure) -> LogEntry? {
        guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = UnsafeRawBufferPointer(rebasing: bytes[place...end])
        guard case .success(let entry) = ChecksummedJSON.decode(LogEntry.self, from: line) else {
            throw Self.damage("one of its lines is not valid")
        }
        place = end + 1
        return entry
    }
}
