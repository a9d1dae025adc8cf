internal import Recipients
internal import Snapshots
internal import Storage
internal import SystemCalls

/// The account's log: one line with a checksum for each change, numbered without gaps.
///
/// A line is appended after its change was committed. The manifest of the change contains the same entry. So an entry
/// that is missing from the file because of a crash is shown nevertheless, and appended before the next change.
struct LogFile {
    private let storage: any Storage
    /// The file's version when this program last read or wrote it.
    private var version: FileVersion?
    /// The last valid line of the file; nil if there is none.
    private(set) var lastEntry: LogEntry?
    /// Entries that are in manifests but not in the file.
    private(set) var missing: [LogEntry] = []
    /// The size in bytes of the file's complete lines; anything after them is an incomplete line.
    private var wholeBytes = 0
    /// The checksum of the last of these lines; nil for none.
    private var lastChecksum: Checksum?
    private var isTorn = false
    /// Whether the last line is invalid although it is complete. Then nothing is cut off, and new lines are appended.
    private(set) var isDamaged = false
    /// The highest group number that the log mentions; 0 for none.
    private(set) var highestGroup = 0
    /// Why the file cannot be read at all. Then nothing is appended.
    private var unreadable: Failure?
    /// The owners of lines that a power cut could still remove from the file: until then, their manifests have the
    /// lines.
    private var unsynced: Set<LogEntry.Owner> = []
    /// The size of these lines in bytes.
    private var unsyncedBytes = 0

    /// The most bytes of lines that may wait for a sync. A power cut removes all of them, or the last ones.
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

    /// Reads the end of the file if that has changed, and finds the entries of manifests that the file lacks.
    mutating func load(_ journals: [LogEntry]) throws(Failure) {
        do throws(Failure) {
            let found = try findVersion()
            if found != version || version == nil || unreadable != nil {
                take(try Self.end(of: storage) ?? LogEnd())
                version = found
            }
            unreadable = nil
        } catch {
            // Damage to the log does not affect other files.
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
        lastChecksum = end.position.checksum
        highestGroup = end.lastEntry?.highestGroup ?? 0
        (isTorn, isDamaged) = (end.isTorn, end.isDamaged)
    }

    /// The end of a storage's log; nil if there is no log.
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
        StoreProblem(error, at: StoreLayout.log, affects: .log).failure
    }

    static func damage(_ damage: FileDamage) -> Failure {
        StoreProblem.damaged(StoreLayout.log, damage, affects: .log).failure
    }

    /// All entries, oldest first.
    func entries() throws(Failure) -> [LogEntry] {
        var entries: [LogEntry] = []
        if let mapped = try map() {
            try mapped.withBytes { (bytes) throws(Failure) in
                for line in wholeLines(of: bytes) {
                    guard let entry = LogEntry(line: line) else {
                        throw Self.damage(.other("the line after entry \(entries.count) is wrong"))
                    }
                    entries.append(entry)
                }
            }
        }
        entries += missing
        for (index, entry) in entries.enumerated() where entry.sequence != index + 1 {
            throw Self.damage(.other("it lacks entry \(index + 1)"))
        }
        return entries
    }

    /// The lines up to the end of the file as last seen. An erasure may since have replaced the file by one with
    /// shorter lines: then all of its lines.
    private func wholeLines(of bytes: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
        UnsafeRawBufferPointer(rebasing: bytes[..<wholeLength(of: bytes)]).lines
    }

    /// The size of those lines in bytes.
    func wholeLength(of bytes: UnsafeRawBufferPointer) -> Int {
        let end = min(wholeBytes, bytes.count)
        return end > 0 && bytes[end - 1] != UInt8(ascii: "\n") ? LogEnd(bytes).wholeBytes : end
    }

    /// The content of the file once it is up to date: its complete lines, and the missing ones.
    func lines() throws(Failure) -> [UInt8] {
        let whole = try map().map { Array($0.bytes.prefix(wholeBytes)) } ?? []
        return whole + missing.flatMap { ChecksummedJSON.encode($0) }
    }

    /// The end of the last complete line.
    var end: LogPosition { LogPosition(bytes: wholeBytes, sequence: lastSequence, checksum: lastChecksum) }

    /// Whether the file still has the lines that this program knows. If not, another file has taken its place, or an
    /// erasure has emptied some of them.
    var hasKnownLines: Bool {
        get throws(Failure) {
            let known = end
            if known.bytes == 0 { return true }
            do throws(StorageError) {
                if unreadable == nil, try storage.version(of: StoreLayout.log) == version { return true }
                var (start, mapped) = try storage.mapEnd(of: StoreLayout.log)
                if start >= known.bytes { (start, mapped) = (0, try storage.map(StoreLayout.log)) }
                return mapped.withBytes { known.isIn($0, from: start) }
            } catch {
                if error.isMissing { return false }
                // Whoever needs the lines reports that they cannot be read.
                guard error.isOfFile else { throw Self.failure(error) }
                return true
            }
        }
    }

    /// The highest backup id that the log mentions. If the log cannot be read, the number of its last entry: each
    /// backup has an entry, so no id is higher.
    var highestBackup: Int {
        (try? entries())?.compactMap(\.backup).max() ?? nextSequence
    }

    /// The entries that can be read, oldest first.
    var readableEntries: [LogEntry] {
        let written = (try? map())?.withBytes { (bytes) in wholeLines(of: bytes).compactMap { LogEntry(line: $0) } }
        return (written ?? []) + missing
    }

    /// Whether any entry is about a group; entries that cannot be read are skipped.
    func mentions(group number: Int) -> Bool {
        readableEntries.contains { $0.groupNumber == number }
    }

    /// The groups with entries that the file lacks.
    var unwrittenGroups: Set<Int> { Set(missing.compactMap(\.groupNumber)) }

    /// The number of the last valid line; 0 if there is none.
    private var lastSequence: Int { lastEntry?.sequence ?? 0 }

    /// The number that the next entry gets.
    var nextSequence: Int { max(lastSequence, missing.last?.sequence ?? 0) + 1 }

    /// Appends the entries that are in manifests but not in the file.
    mutating func catchUp() throws(Failure) {
        if let unreadable { throw unreadable }
        if isTorn { try dropTornLine() }
        while let entry = missing.first {
            try write(entry)
            missing.removeFirst()
        }
    }

    /// Whether a power cut would remove nothing from the file.
    var isSynced: Bool { unsynced.isEmpty }

    /// Makes all of the file durable.
    mutating func sync() throws(Failure) {
        if isSynced { return }
        try storing(storage.append([], to: StoreLayout.log))
        (unsynced, unsyncedBytes) = ([], 0)
    }

    /// An entry with its number. The file is brought up to date first, so that no change is committed while the log has
    /// a gap: the manifest that will be replaced may be the only certain copy of its owner's last line.
    ///
    /// - Parameter isAwaiting: Whether only the entry of another owner is missing, which comes before the commit.
    mutating func numbered(_ entry: LogEntry, isAwaiting: Bool) throws(Failure) -> LogEntry {
        if !isAwaiting { try catchUp() }
        if let owner = entry.owner, unsynced.contains(owner) || unsyncedBytes >= Self.mostUnsynced { try sync() }
        var numbered = entry
        numbered.sequence = nextSequence
        return numbered
    }

    /// Records an entry whose line was written in one step with its change.
    mutating func noteAppended(_ entry: LogEntry, line: [UInt8]) {
        lastEntry = entry
        wholeBytes += line.count
        lastChecksum = line.withUnsafeBytes { ChecksummedJSON.checksum(writtenIn: $0) }
        // The line has been written. If the version cannot be read now, the file is read again later.
        version = (try? storage.version(of: StoreLayout.log)) ?? nil
    }

    /// Notes the entry of a change that has been committed but is not durable yet; `append(_:isDurable:)` follows.
    mutating func noteUnfinished(_ entry: LogEntry) { missing.append(entry) }

    /// Appends the entry of a committed change. If it cannot be written, the manifest keeps it.
    ///
    /// - Parameter isDurable: Whether the line must survive a power cut from now on, because the manifest might not.
    mutating func append(_ entry: LogEntry, isDurable: Bool = false) {
        // The manifests and the log may have been read again since the commit.
        missing.removeAll { $0.sequence == entry.sequence }
        if lastSequence >= entry.sequence { return }
        do {
            try write(entry, isDurable: isDurable || entry.owner == nil)
            if !isDurable, let owner = entry.owner { unsynced.insert(owner) }
        } catch {
            missing.append(entry)
        }
    }

    /// Replaces entries by others with the same numbers, in one step. The file is brought up to date first.
    ///
    /// - Returns: The log as a damaged file, if some of its lines are invalid; those are not changed.
    mutating func rewrite(_ change: (LogEntry) -> LogEntry) throws(Failure) -> DamagedFile? {
        try catchUp()
        guard let mapped = try map() else { return nil }
        var lines: [UInt8] = []
        var (hasChanged, wrong) = (false, 0)
        mapped.withBytes { (bytes) in
            for line in wholeLines(of: bytes) {
                guard let entry = try? ChecksummedJSON.decode(LogEntry.self, from: line) else {
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
            lastChecksum = lines.withUnsafeBytes { ChecksummedJSON.checksum(ofLineBefore: $0.count, in: $0) }
            version = (try? storage.version(of: StoreLayout.log)) ?? nil
        }
        guard wrong > 0 else { return nil }
        let problem = "\(counted(wrong, "line is", "lines are")) wrong"
        return DamagedFile(file: StoreLayout.log.text, problem: problem, affected: .log)
    }

    private mutating func write(_ entry: LogEntry, isDurable: Bool = true) throws(Failure) {
        let line = ChecksummedJSON.encode(entry)
        // Until all of it has been written, anything after the complete lines is an incomplete line.
        isTorn = true
        if isDurable {
            try storing(storage.append(line, to: StoreLayout.log))
        } else {
            try storing(storage.appendForNow(line, to: StoreLayout.log))
            unsyncedBytes += line.count
        }
        isTorn = false
        noteAppended(entry, line: line)
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
