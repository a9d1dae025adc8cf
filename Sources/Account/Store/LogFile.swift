internal import Recipients
internal import Storage

/// The account's log: one checksummed line a change, numbered through.
///
/// A line is appended after its change was committed. The change's manifest holds the same entry, so that one which a crash
/// kept from the file is shown anyway and appended before the next change.
struct LogFile {
    private let storage: any Storage
    /// The file as this program last saw it.
    private var version: FileVersion?
    /// The last line of the file that is right; nil for none.
    private(set) var lastEntry: LogEntry?
    /// Entries that the manifests hold and the file does not.
    private(set) var missing: [LogEntry] = []
    /// How many bytes of whole lines the file has; what follows is a torn line.
    private var wholeBytes = 0
    private var isTorn = false
    /// Whether the last line is wrong though it is not torn. Nothing is cut off then: what comes is appended.
    private(set) var isDamaged = false
    /// The highest number of a group that the log knows of; 0 for none.
    private(set) var highestGroup = 0
    /// Why the file cannot be read at all. Nothing is appended then.
    private var unreadable: Failure?
    /// Whose lines a power cut could still take from the file: for as long, their manifests have them.
    private var unsynced: Set<LogEntry.Owner> = []
    /// How many bytes these lines are.
    private var unsyncedBytes = 0

    /// So many bytes of lines at most wait for a sync: a power cut that takes them takes them all, or the last of them.
    private static let mostUnsynced = 4096

    init(_ storage: any Storage) {
        self.storage = storage
    }

    /// Whether another process has written to the file.
    var hasChanged: Bool {
        get throws(Failure) {
            if unreadable != nil { return true }
            return try findVersion() != version
        }
    }

    /// Looks at the end of the file, if it has changed, and for entries of the manifests that it lacks.
    mutating func load(_ journals: [LogEntry]) throws(Failure) {
        do throws(Failure) {
            let found = try findVersion()
            if found != version || version == nil || unreadable != nil {
                take(try Self.end(of: storage) ?? LogEnd())
                version = found
            }
            unreadable = nil
        } catch {
            // Other files are whole anyway.
            guard error.code == .damaged else { throw error }
            take(LogEnd())
            (isDamaged, unreadable) = (true, error)
        }
        missing = journals.filter { $0.sequence > lastSequence }.sorted { $0.sequence < $1.sequence }
        highestGroup = max(highestGroup, missing.lazy.compactMap(\.highestGroup).max() ?? 0)
    }

    private mutating func take(_ end: LogEnd) {
        lastEntry = end.lastEntry
        wholeBytes = end.wholeBytes
        highestGroup = end.lastEntry?.highestGroup ?? 0
        (isTorn, isDamaged) = (end.isTorn, end.isDamaged)
    }

    /// What is at the end of a storage's log; nil where there is none.
    static func end(of storage: any Storage) throws(Failure) -> LogEnd? {
        do {
            if let end = LogEnd(try storage.mapEnd(of: StoreLayout.log)) { return end }
            return try storage.map(StoreLayout.log).withBytes { LogEnd($0) }
        } catch .missing {
            return nil
        } catch {
            throw failure(error)
        }
    }

    private func findVersion() throws(Failure) -> FileVersion? {
        do {
            return try storage.version(of: StoreLayout.log)
        } catch {
            throw Self.failure(error)
        }
    }

    private static func failure(_ error: StorageError) -> Failure {
        StoreProblem(error, at: StoreLayout.log, affects: "the log").failure
    }

    static func damage(_ problem: String) -> Failure {
        StoreProblem.damaged(StoreLayout.log, problem, affects: "the log").failure
    }

    /// All entries, oldest first.
    func entries() throws(Failure) -> [LogEntry] {
        var entries: [LogEntry] = []
        if let mapped = try map() {
            try mapped.withBytes { (bytes) throws(Failure) in
                for line in wholeLines(of: bytes) {
                    guard case .success(let entry) = ChecksummedJSON.decode(LogEntry.self, from: line) else {
                        throw Self.damage("the line after entry \(entries.count) is wrong")
                    }
                    entries.append(entry)
                }
            }
        }
        entries += missing
        for (index, entry) in entries.enumerated() where entry.sequence != index + 1 {
            throw Self.damage("it lacks entry \(index + 1)")
        }
        return entries
    }

    /// The lines up to where the file ended when it was last looked at. An erasure may have replaced it since by one with
    /// shorter lines: then all that there are.
    private func wholeLines(of bytes: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
        UnsafeRawBufferPointer(rebasing: bytes[..<wholeLength(of: bytes)]).lines
    }

    /// How long those lines are together.
    func wholeLength(of bytes: UnsafeRawBufferPointer) -> Int {
        let end = min(wholeBytes, bytes.count)
        return end > 0 && bytes[end - 1] != UInt8(ascii: "\n") ? LogEnd(bytes).wholeBytes : end
    }

    /// What the file holds once it is up to date: its whole lines, and those that it lacks.
    func lines() throws(Failure) -> [UInt8] {
        let whole = try map().map { Array($0.bytes.prefix(wholeBytes)) } ?? []
        return whole + missing.flatMap { ChecksummedJSON.encode($0) }
    }

    /// The end of its last whole line.
    func end() throws(Failure) -> Catalog.LogPosition {
        guard wholeBytes > 0, let mapped = try map() else { return .init(bytes: 0, sequence: 0, checksum: nil) }
        let checksum = mapped.withBytes { LogFollower.checksum(ofLineBefore: wholeBytes, in: $0) }
        return .init(bytes: wholeBytes, sequence: lastSequence, checksum: checksum)
    }

    /// The highest id of a backup that the log mentions. If it cannot be read, the number of its last entry: each backup
    /// has one of its own, so that no id is higher.
    var highestBackup: Int {
        (try? entries())?.compactMap(\.backup).max() ?? nextSequence
    }

    /// Whether any entry is about a group; those that cannot be read are passed over.
    func mentions(group number: Int) -> Bool {
        if missing.contains(where: { $0.groupNumber == number }) { return true }
        guard let mapped = try? map() else { return false }
        return mapped.withBytes { (bytes) in
            bytes.lines.contains { line in
                (try? ChecksummedJSON.decode(LogEntry.self, from: line).get())?.groupNumber == number
            }
        }
    }

    /// The groups with entries that the file lacks.
    var unwrittenGroups: Set<Int> { Set(missing.compactMap(\.groupNumber)) }

    /// The number of the last line that is right; 0 for none.
    private var lastSequence: Int { lastEntry?.sequence ?? 0 }

    /// The number that the next entry gets.
    var nextSequence: Int { max(lastSequence, missing.last?.sequence ?? 0) + 1 }

    /// Appends what the manifests hold and the file lacks.
    mutating func catchUp() throws(Failure) {
        if let unreadable { throw unreadable }
        if isTorn { try dropTornLine() }
        while let entry = missing.first {
            try write(entry)
            missing.removeFirst()
        }
    }

    /// Whether a power cut takes nothing from the file.
    var isSynced: Bool { unsynced.isEmpty }

    /// Makes durable what the file has.
    mutating func sync() throws(Failure) {
        if isSynced { return }
        try storing(storage.append([], to: StoreLayout.log))
        (unsynced, unsyncedBytes) = ([], 0)
    }

    /// An entry with its number. First brings the file up to date, so that no change is committed over a log with a gap: the
    /// manifest that is to be replaced may be all that has its owner's last line for certain.
    mutating func numbered(_ entry: LogEntry) throws(Failure) -> LogEntry {
        try catchUp()
        if let owner = entry.owner, unsynced.contains(owner) || unsyncedBytes >= Self.mostUnsynced { try sync() }
        var numbered = entry
        numbered.sequence = nextSequence
        return numbered
    }

    /// Takes note of an entry whose line was written together with its change.
    mutating func hasAppended(_ entry: LogEntry, line: [UInt8]) {
        lastEntry = entry
        wholeBytes += line.count
        // The line is there. If the file cannot be looked at now, it is read again later.
        version = (try? storage.version(of: StoreLayout.log)) ?? nil
    }

    /// Appends the entry of a change that was committed. If it cannot be written, its manifest keeps it.
    ///
    /// - Parameter isDurable: Whether a power cut must not take it from the file, because it could take the manifest as well.
    mutating func append(_ entry: LogEntry, isDurable: Bool = false) {
        // The manifests, and the log, may have been read again since the commit.
        missing.removeAll { $0.sequence == entry.sequence }
        if lastSequence >= entry.sequence { return }
        do {
            try write(entry, isDurable: isDurable || entry.owner == nil)
            if !isDurable, let owner = entry.owner { unsynced.insert(owner) }
        } catch {
            missing.append(entry)
        }
    }

    /// Replaces entries by others with the same numbers, in one step. First brings the file up to date.
    ///
    /// - Returns: The file, if some of its lines are wrong; those stay as they are.
    mutating func rewrite(_ change: (LogEntry) -> LogEntry) throws(Failure) -> DamagedFile? {
        try catchUp()
        guard let mapped = try map() else { return nil }
        var lines: [UInt8] = []
        var (hasChanged, wrong) = (false, 0)
        mapped.withBytes { (bytes) in
            for line in wholeLines(of: bytes) {
                guard case .success(let entry) = ChecksummedJSON.decode(LogEntry.self, from: line) else {
                    wrong += 1
                    lines += line
                    continue
                }
                let changed = change(entry)
                if changed == entry {
                    lines += line
                } else {
                    hasChanged = true
                    lines += ChecksummedJSON.encode(changed)
                }
            }
        }
        if hasChanged {
            try storing(storage.replace(StoreLayout.log, with: lines))
            (unsynced, unsyncedBytes) = ([], 0)
            wholeBytes = lines.count
            version = (try? storage.version(of: StoreLayout.log)) ?? nil
        }
        guard wrong > 0 else { return nil }
        let problem = "\(counted(wrong, "line is", "lines are")) wrong"
        return DamagedFile(file: StoreLayout.log.text, problem: problem, affects: "the log")
    }

    private mutating func write(_ entry: LogEntry, isDurable: Bool = true) throws(Failure) {
        let line = ChecksummedJSON.encode(entry)
        // Until all of it is written, what lies after the whole lines is a torn one.
        isTorn = true
        if isDurable {
            try storing(storage.append(line, to: StoreLayout.log))
        } else {
            try storing(storage.appendForNow(line, to: StoreLayout.log))
            unsyncedBytes += line.count
        }
        isTorn = false
        hasAppended(entry, line: line)
    }

    private mutating func dropTornLine() throws(Failure) {
        let whole = try map().map { Array($0.bytes.prefix(wholeBytes)) } ?? []
        try storing(storage.replace(StoreLayout.log, with: whole))
        isTorn = false
        version = nil
    }

    func map() throws(Failure) -> MappedBytes? {
        do {
            return try storage.map(StoreLayout.log)
        } catch .missing {
            return nil
        } catch {
            throw Self.failure(error)
        }
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
