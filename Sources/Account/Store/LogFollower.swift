internal import Recipients
internal import Storage
internal import SystemCalls

/// Tells which manifests have changed since it was made, by the lines that have been added to the log.
///
/// Many manifests cannot all be read at the same moment. If those that are reported here are read again until there are
/// none, all of them are from one moment, and the last round took only as long as the last few took to read. Only a
/// writer that commits faster than one manifest is read could keep this from ending.
struct LogFollower {
    private let storage: any Storage
    /// Up to where the log's lines are known.
    private var known: LogPosition

    /// The offset up to which the log's lines are known.
    var position: Int { known.bytes }

    /// Begins at the current end of the log.
    init(_ storage: any Storage) throws(Failure) {
        self.storage = storage
        known = try storing(Self.end(storage)) ?? .beginning
    }

    /// Begins where the log ended when a catalog was written.
    ///
    /// - Returns: Nil if the log was a different one then.
    init?(_ storage: any Storage, from known: LogPosition) throws(Failure) {
        self.storage = storage
        self.known = known
        guard known.bytes > 0 else { return }
        guard known.checksum != nil, let mapped = try storing(Self.map(storage)),
            mapped.withBytes({ known.isIn($0) })
        else { return nil }
    }

    /// The owners of the changes that have been added to the log since the last call.
    ///
    /// - Returns: Nil if the log has been rewritten, as an erasure does: everything must be read again, since a line
    ///   may have moved to before the place up to which they are known.
    mutating func newOwners() throws(Failure) -> Set<LogEntry.Owner>? {
        if try storing(Self.end(storage)) == known { return [] }
        guard let mapped = try storing(Self.map(storage)) else { return position == 0 ? [] : nil }
        return mapped.withBytes { (bytes) in
            let end = LogEnd(bytes).position
            guard end.bytes >= position, known.isIn(bytes) else { return nil }
            var owners: Set<LogEntry.Owner> = []
            for line in UnsafeRawBufferPointer(rebasing: bytes[position..<end.bytes]).lines {
                if let owner = LogEntry(line: line)?.owner { owners.insert(owner) }
            }
            known = end
            return owners
        }
    }

    /// The end of the log, where `map` gives one.
    private static func end(_ storage: any Storage) throws(StorageError) -> LogPosition? {
        do {
            let last = try storage.mapEnd(of: StoreLayout.log)
            if let end = LogEnd(last) { return end.position }
        } catch {
            guard error.isOfFile else { throw error }
        }
        return try map(storage)?.withBytes { LogEnd($0).position }
    }

    /// The log; nil if there is none, or none that can be read, which others report.
    private static func map(_ storage: any Storage) throws(StorageError) -> MappedBytes? {
        do {
            return try storage.map(StoreLayout.log)
        } catch {
            guard error.isOfFile else { throw error }
            return nil
        }
    }
}
