internal import Recipients
internal import Snapshots
internal import Storage

/// What can be relied on of a group's activity although its file may be damaged: the lines linked to the beginning of
/// the file, and those linked to the line that the manifest names as the last.
struct ActivitySalvage {
    private(set) var entries: [ActivityEntry] = []
    /// What is lost, in words; nil if nothing is.
    private(set) var loss: String?

    private struct Line {
        let entry: ActivityEntry
        let previous: Checksum?
        let checksum: Checksum
    }

    /// - Throws: If the storage cannot be reached.
    init(of group: GroupManifest, in storage: any Storage) throws(Failure) {
        let mapped: MappedBytes?
        do throws(StorageError) {
            mapped = try storage.map(group.activityPath)
        } catch {
            if error.isOfServer { throw error.failure }
            mapped = nil
            if case .missing = error {} else { loss = "the activity" }
        }
        let lines = mapped?.withBytes { (bytes) in bytes.lines.map(Self.read) } ?? []
        let lost: Int
        if let reference = group.activity {
            let beginning = ActivityReference.beginning(ofFile: group.activityFile, ofGroup: group.number)
            entries = Self.linked(lines, from: beginning, to: reference).map(\.entry)
            lost = reference.records - entries.count
        } else {
            // A format without links: each line stands alone.
            entries = lines.compactMap { $0?.entry }
            lost = lines.count - entries.count
        }
        if lost > 0 { loss = "\(counted(lost, "record", "records")) of the activity" }
    }

    /// - Returns: Nil for a damaged line.
    private static func read(_ bytes: UnsafeRawBufferPointer) -> Line? {
        guard let line = try? ChecksummedJSON.decode(ActivityLine.self, from: bytes),
            let checksum = ChecksummedJSON.checksum(writtenIn: bytes)
        else { return nil }
        return Line(entry: line.entry, previous: line.previous, checksum: checksum)
    }

    private static func linked(_ lines: [Line?], from beginning: Checksum, to end: ActivityReference) -> [Line] {
        var first: [Line] = []
        for line in lines.prefix(end.records) {
            guard let line, line.previous == first.last?.checksum ?? beginning else { break }
            first.append(line)
        }
        var last: [Line] = []
        var expected: Checksum? = end.checksum
        for line in lines.dropFirst(first.count).reversed() where line?.checksum == expected || !last.isEmpty {
            guard let line, line.checksum == expected else { break }
            last.append(line)
            expected = line.previous
        }
        return first + last.reversed()
    }
}
