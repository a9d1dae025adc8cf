internal import Recipients
internal import Snapshots
internal import Storage

/// Tells which manifests have changed since it was made, by the lines that have been added to the log.
///
/// Many manifests cannot all be read at the same moment. If those that are reported here are read again until there are
/// none, all of them are from one moment, and the last round took only as long as the last few took to read. Only a
/// writer that commits faster than one manifest is read could keep this from ending.
struct LogFollower {
    private let storage: any Storage
    /// The offset up to which the log's lines are known.
    private(set) var position: Int

    /// Begins at the current end of the log.
    init(_ storage: any Storage) throws(Failure) {
        self.storage = storage
        position = 0
        position = try storing(Self.end(storage))?.wholeBytes ?? 0
    }

    /// Begins where the log ended when a catalog was written.
    ///
    /// - Returns: Nil if the log was a different one then.
    init?(_ storage: any Storage, from known: LogPosition) throws(Failure) {
        self.storage = storage
        position = known.bytes
        guard known.bytes > 0 else { return }
        guard let checksum = known.checksum, let mapped = try storing(Self.map(storage)),
            mapped.withBytes({ Self.checksum(ofLineBefore: known.bytes, in: $0) == checksum })
        else { return nil }
    }

    /// The checksum of the line that ends at an offset of a log; nil if no line ends there.
    static func checksum(ofLineBefore end: Int, in bytes: UnsafeRawBufferPointer) -> Checksum? {
        guard end >= 1, end <= bytes.count, bytes[end - 1] == UInt8(ascii: "\n") else { return nil }
        let start = bytes[..<(end - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return ChecksummedJSON.checksum(writtenIn: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }

    /// The owners of the changes that have been added to the log since the last call.
    ///
    /// - Returns: Nil if the log is a different one, as after an incomplete line was cut off: everything must be read
    ///   again.
    mutating func newOwners() throws(Failure) -> Set<LogEntry.Owner>? {
        if try storing(Self.end(storage))?.wholeBytes == position { return [] }
        guard let mapped = try storing(Self.map(storage)) else { return position == 0 ? [] : nil }
        return mapped.withBytes { (bytes) in
            let end = LogEnd(bytes).wholeBytes
            guard end >= position else { return nil }
            var owners: Set<LogEntry.Owner> = []
            for line in UnsafeRawBufferPointer(rebasing: bytes[position..<end]).lines {
                if let owner = LogEntry(line: line)?.owner { owners.insert(owner) }
            }
            position = end
            return owners
        }
    }

    /// The end of the log, where `map` gives one.
    private static func end(_ storage: any Storage) throws(StorageError) -> LogEnd? {
        do {
            if let end = LogEnd(try storage.mapEnd(of: StoreLayout.log)) { return end }
        } catch {
            if error.damage == nil { throw error }
        }
        return try map(storage)?.withBytes { LogEnd($0) }
    }

    /// The log; nil if there is none, or none that can be read, which others report.
    private static func map(_ storage: any Storage) throws(StorageError) -> MappedBytes? {
        do {
            return try storage.map(StoreLayout.log)
        } catch {
            if error.damage == nil { throw error }
            return nil
        }
    }
}
