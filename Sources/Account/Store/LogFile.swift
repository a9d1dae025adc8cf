internal import Recipients
internal import Snapshots

/// The account's log: one checksummed line a change, numbered through.
///
/// A line is appended after its change was committed. The change's manifest holds the same entry, so that one which a crash
/// kept from the file is shown all the same and appended before the next change.
struct LogFile {
    private let storage: any Storage
    /// The file as this program last saw it.
    private(set) var version: FileVersion?
    private var lastSequence = 0
    /// Entries that the manifests hold and the file does not.
    private var missing: [LogEntry] = []
    /// How many bytes of whole lines the file has; what follows is a torn line.
    private var wholeBytes = 0
    private var isTorn = false

    init(_ storage: any Storage) {
        self.storage = storage
    }

    /// Looks at the end of the file, if it has changed, and for entries of the manifests that it lacks.
    mutating func load(_ journals: [LogEntry]) throws(Failure) {
        let found = try storing { () throws(StorageError) in try storage.version(of: StoreLayout.log) }
        if found != version || version == nil {
            version = found
            let mapped = try map()
            let last = mapped.map { Self.lastLine(of: $0.bytes) }
            lastSequence = last?.entry?.sequence ?? 0
            wholeBytes = last?.wholeBytes ?? 0
            isTorn = wholeBytes < mapped?.bytes.count ?? 0
        }
        missing = journals.filter { $0.sequence > lastSequence }.sorted { $0.sequence < $1.sequence }
    }

    /// All entries, oldest first.
    func entries() throws(Failure) -> [LogEntry] {
        var entries: [LogEntry] = []
        if let mapped = try map() {
            for line in UnsafeRawBufferPointer(rebasing: mapped.bytes[..<min(wholeBytes, mapped.bytes.count)]).lines {
                guard case .success(let entry) = ChecksummedJSON.decode(LogEntry.self, from: line) else {
                    throw Failure(
                        damaged: StoreLayout.log, "the line after entry \(entries.count) is wrong", affects: "the log")
                }
                entries.append(entry)
            }
        }
        return entries + missing
    }

    /// The highest id of a backup that the log mentions; 0 if it cannot be read.
    var highestBackup: Int {
        ((try? entries()) ?? []).compactMap(\.backup).max() ?? 0
    }

    /// The groups with entries that the file lacks.
    var unwrittenGroups: Set<Int> { Set(missing.compactMap(\.groupNumber)) }

    /// The number that the next entry gets.
    var nextSequence: Int { max(lastSequence, missing.last?.sequence ?? 0) + 1 }

    /// Appends what the manifests hold and the file lacks.
    mutating func catchUp() throws(Failure) {
        if isTorn { try dropTornLine() }
        while let entry = missing.first {
            try write(entry)
            missing.removeFirst()
        }
    }

    /// An entry with its number. First brings the file up to date, so that no change is committed over a log with a gap.
    mutating func numbered(_ entry: LogEntry) throws(Failure) -> LogEntry {
        try catchUp()
        var numbered = entry
        numbered.sequence = nextSequence
        return numbered
    }

    /// Appends the entry of a change that was committed. If it cannot be written, its manifest keeps it.
    mutating func append(_ entry: LogEntry?) {
        guard let entry else { return }
        do {
            try write(entry)
        } catch {
            missing.append(entry)
        }
    }

    private mutating func write(_ entry: LogEntry) throws(Failure) {
        let line = ChecksummedJSON.encode(entry)
        // Until all of it is written, what lies behind the whole lines is a torn one.
        isTorn = true
        try storing { () throws(StorageError) in
            try storage.append(line, to: StoreLayout.log)
        }
        isTorn = false
        lastSequence = entry.sequence
        wholeBytes += line.count
        // The line is there. If the file cannot be looked at now, it is read again later.
        version = (try? storage.version(of: StoreLayout.log)) ?? nil
    }

    private mutating func dropTornLine() throws(Failure) {
        let whole = try map().map { Array($0.bytes.prefix(wholeBytes)) } ?? []
        try storing { () throws(StorageError) in
            try storage.replace(StoreLayout.log, with: whole)
        }
        isTorn = false
        version = nil
    }

    private func map() throws(Failure) -> MappedBytes? {
        do {
            return try storage.map(StoreLayout.log)
        } catch .missing {
            return nil
        } catch {
            throw Failure(error)
        }
    }

    /// The last line that is whole and right, and where it ends. Only the last line can be torn.
    private static func lastLine(of bytes: UnsafeRawBufferPointer) -> (entry: LogEntry?, wholeBytes: Int) {
        var end = bytes.count
        for _ in 0..<2 where end > 0 {
            let body = bytes[..<end].last == UInt8(ascii: "\n") ? bytes[..<(end - 1)] : bytes[..<end]
            let start = body.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            if case .success(let entry) = ChecksummedJSON.decode(LogEntry.self, from: line) { return (entry, end) }
            end = start
        }
        return (nil, end)
    }
}

extension UnsafeRawBufferPointer {
    /// The lines, each with its line end.
    var lines: [UnsafeRawBufferPointer] {
        var lines: [UnsafeRawBufferPointer] = []
        var start = 0
        while start < count {
            let end = self[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? count
            lines.append(UnsafeRawBufferPointer(rebasing: self[start..<end]))
            start = end
        }
        return lines
    }
}
