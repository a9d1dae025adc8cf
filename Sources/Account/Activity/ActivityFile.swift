internal import Recipients
internal import Snapshots
internal import Storage

/// The activity file of a group as it is read: checksummed lines, of which the manifest says how many count. Anything
/// after them was never acknowledged: a record whose manifest was not written because of a crash, perhaps incomplete.
struct ActivityFile {
    private(set) var entries: [ActivityEntry] = []
    /// The size in bytes of the lines that count.
    private(set) var wholeBytes = 0
    /// Whether there is a file at all.
    private(set) var isThere = false

    /// - Throws: `damaged` if the file does not match the manifest.
    init(_ group: GroupManifest, _ storage: any Storage) throws(SnapshotError) {
        let path = group.activityPath
        guard let mapped = try Self.map(path, storage) else {
            if group.activity?.records ?? 0 > 0 { throw .damaged(path, .missing) }
            return
        }
        isThere = true
        try mapped.withBytes { (bytes) throws(SnapshotError) in
            if let reference = group.activity {
                try read(bytes, reference, group)
            } else {
                try readFirstFormat(bytes, path)
            }
        }
    }

    private mutating func read(
        _ bytes: UnsafeRawBufferPointer,
        _ reference: ActivityReference,
        _ group: GroupManifest
    ) throws(SnapshotError) {
        let path = group.activityPath
        guard bytes.count >= reference.bytes else {
            throw .damaged(path, .wrongSize(bytes: bytes.count, expected: reference.bytes))
        }
        var previous = ActivityReference.beginning(ofFile: group.activityFile, ofGroup: group.number)
        var last = previous
        for (index, line) in bytes.lines.enumerated() {
            let counts = wholeBytes < reference.bytes
            if !counts, line.last != UInt8(ascii: "\n") { break }
            let entry = try Self.read(line, path, index)
            guard entry.previous == previous else {
                throw .damaged(path, .other("line \(index + 1) does not belong after the one before it"))
            }
            previous = ChecksummedJSON.checksum(writtenIn: line) ?? previous
            guard counts else { continue }
            entries.append(entry.entry)
            wholeBytes += line.count
            last = previous
        }
        guard wholeBytes == reference.bytes, entries.count == reference.records, last == reference.checksum else {
            throw .damaged(path, .other("it does not end with the last record"))
        }
    }

    /// In format 1, only the lines themselves say what should be there.
    private mutating func readFirstFormat(
        _ bytes: UnsafeRawBufferPointer,
        _ path: StoragePath
    ) throws(SnapshotError) {
        for (index, line) in bytes.lines.enumerated() {
            guard line.last == UInt8(ascii: "\n") else {
                // Only its line end is missing: the record was written, perhaps even acknowledged.
                let ended = Array(line) + [UInt8(ascii: "\n")]
                let entry = ended.withUnsafeBytes { try? ChecksummedJSON.decode(ActivityEntry.self, from: $0) }
                if let entry { entries.append(entry) }
                return
            }
            entries.append(try Self.read(line, path, index).entry)
            wholeBytes += line.count
        }
    }

    private static func read(
        _ line: UnsafeRawBufferPointer,
        _ path: StoragePath,
        _ index: Int
    ) throws(SnapshotError) -> ActivityLine {
        do throws(ChecksummedJSON.Damage) {
            return try ChecksummedJSON.decode(ActivityLine.self, from: line)
        } catch {
            throw .damaged(path, .line(index + 1, error.damage))
        }
    }

    private static func map(_ path: StoragePath, _ storage: any Storage) throws(SnapshotError) -> MappedBytes? {
        do {
            return try storage.map(path)
        } catch .missing {
            return nil
        } catch {
            throw SnapshotError(reading: error, path)
        }
    }
}

extension GroupManifest {
    /// The path of the group's activity file.
    var activityPath: StoragePath { StoreLayout.activity(activityFile, ofGroup: number) }

    /// Writes records to a new activity file, if there are any, and refers to that file; the caller commits.
    mutating func rewriteActivity(_ entries: [ActivityEntry], in storage: any Storage) throws(StorageError) {
        startActivityFile()
        guard !entries.isEmpty, var reference = activity else { return }
        let lines = entries.flatMap { reference.append($0) }
        try storage.replace(activityPath, with: lines)
        activity = reference
    }

    /// Refers to a new activity file, which is still empty.
    mutating func startActivityFile() {
        activityFile += 1
        activity = ActivityReference(emptyFile: activityFile, ofGroup: number)
        format = Self.currentFormat
    }
}
