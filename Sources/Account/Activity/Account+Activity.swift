public import Recipients
internal import Snapshots

extension Account {
    /// What the recipients of a group have done, by time; equal times as they were recorded.
    public func activity(of name: String) throws(Failure) -> [ActivityEntry] {
        var entries = try reading { () throws(Failure) in try readActivity(of: try standingGroup(name)) }
        // Nothing recorded and a file that a writer has replaced look the same.
        if entries.isEmpty, try hasFallenBehind() { entries = try readActivity(of: try standingGroup(name)) }
        return entries.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// Records something that a recipient of a group did.
    ///
    /// - Parameter event: What it was.
    /// - Parameter email: The address; it must be in the group.
    /// - Parameter name: The name of the group.
    /// - Parameter instant: When; nil for now.
    /// - Parameter campaign: The mailing that it belongs to.
    public func record(
        _ event: ActivityEvent,
        of email: String,
        in name: String,
        at instant: Instant?,
        campaign: String?
    ) throws(Failure) -> (group: String, email: String) {
        try beginChange()
        let group = try standingGroup(name)
        let address = try EmailAddress(email)
        _ = try existingRow(of: address, in: group)
        let entry = ActivityEntry(email: address.text, event: event, at: instant ?? now, campaign: campaign)
        let path = StoreLayout.activity(group.activityFile, ofGroup: group.number)
        try dropTornActivity(of: group)
        try storing { () throws(StorageError) in try store.storage.append(ChecksummedJSON.encode(entry), to: path) }
        return (group.name, address.text)
    }

    /// Writes the activity of the recipients that a group still has into a new file, if any of it belongs to others.
    ///
    /// The manifest refers to the file, so recipients and activity change in one step.
    func pruneActivity(of manifest: inout GroupManifest) throws(Failure) {
        let entries = try readActivity(of: manifest)
        var state = StackCursor(try open(manifest.state, of: manifest))
        var remaining: Set<String> = []
        for email in Set(entries.map(\.email)).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let isThere = Array(email.utf8).withUnsafeBytes { state.find($0) != nil }
            if isThere { remaining.insert(email) }
        }
        try dropActivity(of: &manifest) { remaining.contains($0) }
    }

    /// Writes the activity of some recipients into a new file, if there is any of others.
    ///
    /// - Returns: How many records the new file lacks.
    @discardableResult
    func dropActivity(
        of manifest: inout GroupManifest,
        keeping isKept: (_ email: String) -> Bool
    ) throws(Failure) -> Int {
        let entries = try readActivity(of: manifest)
        let kept = entries.filter { isKept($0.email) }
        guard kept.count < entries.count else { return 0 }
        manifest.activityFile += 1
        let dropped = entries.count - kept.count
        guard !kept.isEmpty else { return dropped }
        let path = StoreLayout.activity(manifest.activityFile, ofGroup: manifest.number)
        let lines = kept.flatMap { ChecksummedJSON.encode($0) }
        try storing { () throws(StorageError) in try store.storage.replace(path, with: lines) }
        return dropped
    }

    private func readActivity(of group: GroupManifest) throws(Failure) -> [ActivityEntry] {
        try ActivityFile(group, store.storage).entries
    }

    /// A line that a crash cut off was never acknowledged; it must not run into the next one.
    private func dropTornActivity(of group: GroupManifest) throws(Failure) {
        let file = try ActivityFile(group, store.storage)
        guard let whole = file.wholeBytesIfTorn else { return }
        let path = StoreLayout.activity(group.activityFile, ofGroup: group.number)
        try storing { () throws(StorageError) in try store.storage.replace(path, with: whole) }
    }
}

/// The activity file of a group as it is read: checksummed lines, of which the last may be torn.
private struct ActivityFile {
    var entries: [ActivityEntry] = []
    /// The bytes of the whole lines, if the last line is torn.
    var wholeBytesIfTorn: [UInt8]?

    init(_ group: GroupManifest, _ storage: any Storage) throws(Failure) {
        let path = StoreLayout.activity(group.activityFile, ofGroup: group.number)
        let mapped: MappedBytes
        do {
            mapped = try storage.map(path)
        } catch .missing {
            return
        } catch {
            throw Failure(error)
        }
        let lines = mapped.bytes.lines
        var whole = 0
        for (index, line) in lines.enumerated() {
            switch ChecksummedJSON.decode(ActivityEntry.self, from: line) {
            case .success(let entry):
                entries.append(entry)
                whole += line.count
            case .failure(let damage):
                guard index == lines.count - 1, line.last != UInt8(ascii: "\n") else {
                    throw Failure(
                        damaged: path, "line \(index + 1): \(damage.problem)",
                        affects: "the activity of \"\(group.name)\"")
                }
                wholeBytesIfTorn = Array(mapped.bytes[..<whole])
                // Only its line end is lacking: it was written, perhaps even acknowledged.
                let ended = Array(line) + [UInt8(ascii: "\n")]
                guard let entry = ended.withUnsafeBytes(ActivityEntry.decode) else { continue }
                entries.append(entry)
                wholeBytesIfTorn? += ended
            }
        }
    }
}

extension ActivityEntry {
    /// Reads a line with its line end; nil if it is not right.
    fileprivate static func decode(_ line: UnsafeRawBufferPointer) -> ActivityEntry? {
        try? ChecksummedJSON.decode(Self.self, from: line).get()
    }
}
