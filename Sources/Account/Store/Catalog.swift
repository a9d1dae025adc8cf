internal import JSONRecords
internal import Recipients
internal import Snapshots
internal import Storage

/// Where the groups and backups of a large account are, so that one can be found without reading every manifest.
///
/// It is derived from the manifests as they were when the log had a certain length: whatever the log has recorded since
/// is read from the manifests themselves. It can be deleted at any time, and is not used unless it matches its checksum
/// and the log. What it says about a group is a hint, which that group's manifest confirms; that something does *not*
/// exist, it says for certain.
struct Catalog {
    /// The first line.
    struct Header {
        var format = Catalog.currentFormat
        /// The end of the log when the manifests were read.
        let log: LogPosition
        /// How many bytes the lines of groups take; those of backups follow.
        let groupBytes: Int
        /// The checksum of everything after the header.
        let lines: Checksum
        /// Figures for all groups together.
        let totals: StoreIndex.Totals
    }

    /// The end of a line of the log.
    struct LogPosition {
        /// The size of the log up to there, in bytes.
        let bytes: Int
        /// The number of the line; 0 for none.
        let sequence: Int
        /// The checksum of the line, which distinguishes it from a line of another log; nil for no line.
        let checksum: Checksum?
    }

    static let currentFormat = 1

    let header: Header
    private let mapped: MappedBytes
    private let groups: CatalogLines
    private let backups: CatalogLines

    /// Reads the catalog of a storage; nil if there is none that is valid.
    ///
    /// - Throws: If the storage cannot be reached. Whatever is wrong with the file itself only makes it useless.
    init?(_ storage: any Storage) throws(Failure) {
        do throws(StorageError) {
            self.init(try storage.map(StoreLayout.catalog))
        } catch {
            guard error.damage != nil || error.isForbidden else { throw error.failure }
            return nil
        }
    }

    /// - Returns: Nil if the bytes are not a catalog, or have been changed since they were written.
    init?(_ mapped: MappedBytes) {
        let bytes = mapped.bytes
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 }),
            let header = try? ChecksummedJSON.decode(
                Header.self, from: UnsafeRawBufferPointer(rebasing: bytes[..<end])),
            header.format == Self.currentFormat, header.isPlausible
        else { return nil }
        let lines = UnsafeRawBufferPointer(rebasing: bytes[end...])
        guard Checksum(of: lines) == header.lines, (0...lines.count).contains(header.groupBytes) else { return nil }
        self.header = header
        self.mapped = mapped
        groups = CatalogLines(UnsafeRawBufferPointer(rebasing: lines[..<header.groupBytes]))
        backups = CatalogLines(UnsafeRawBufferPointer(rebasing: lines[header.groupBytes...]))
    }

    /// The numbers of the groups that have a name, or had it when they were deleted.
    func groups(named name: String) -> [Int] {
        let key = CatalogLines.key(name)
        return mapped.withBytes { _ in key.withUnsafeBytes { groups.values(of: $0) } }
    }

    /// The number of the group that a backup belongs to; nil if there is none.
    func group(ofBackup id: Int) -> Int? {
        mapped.withBytes { _ in backups.value(of: id) }
    }

    /// All entries, except for those of certain groups.
    func entries(without leftOut: (Int) -> Bool) -> CatalogEntries {
        mapped.withBytes { _ in
            var entries = CatalogEntries()
            groups.forEach { key, number in
                if !leftOut(number) { entries.groups.append(.init(key: Array(key), number: number)) }
            }
            backups.forEach { key, number in
                if !leftOut(number) { entries.backups.append(.init(id: CatalogLines.number(key), group: number)) }
            }
            return entries
        }
    }
}

extension Catalog.Header: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        format = try members.value("format")
        log = try members.value("log")
        groupBytes = try members.value("groupBytes")
        lines = try members.value("lines")
        totals = try members.value("totals")
    }

    var json: JSONValue {
        JSONValue(members: [
            "format": format.json,
            "log": log.json,
            "groupBytes": groupBytes.json,
            "lines": lines.json,
            "totals": totals.json,
        ])
    }
}

extension Catalog.LogPosition: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        bytes = try members.value("bytes")
        sequence = try members.value("sequence")
        checksum = try members.optional("checksum")
    }

    var json: JSONValue {
        JSONValue(members: [
            "bytes": bytes.json,
            "sequence": sequence.json,
            "checksum": checksum?.json,
        ])
    }
}

/// Lines of a catalog: each an array of a key and the number of a group, sorted by key and then by number.
struct CatalogLines {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// A name as the key of a group's line. Names contain no control characters.
    static func key(_ name: String) -> [UInt8] {
        var key = [UInt8(ascii: "\"")]
        for byte in name.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { key.append(UInt8(ascii: "\\")) }
            key.append(byte)
        }
        key.append(UInt8(ascii: "\""))
        return key
    }

    /// The value of digits without a sign.
    static func number(_ digits: UnsafeRawBufferPointer) -> Int {
        digits.reduce(0) { $0 &* 10 &+ Int($1 &- UInt8(ascii: "0")) }
    }

    /// The group numbers of all lines with a key.
    func values(of key: UnsafeRawBufferPointer) -> [Int] {
        var found: [Int] = []
        var start = firstLine { !$0.lexicographicallyPrecedes(key) }
        while start < bytes.count {
            let line = line(at: start)
            guard line.key.elementsEqual(key) else { break }
            found.append(line.number)
            start = line.end
        }
        return found
    }

    /// The group number of the line whose key is a given number; nil if there is none.
    func value(of id: Int) -> Int? {
        let start = firstLine { Self.number($0) >= id }
        guard start < bytes.count else { return nil }
        let line = line(at: start)
        return Self.number(line.key) == id ? line.number : nil
    }

    func forEach(_ body: (_ key: UnsafeRawBufferPointer, _ number: Int) -> Void) {
        var start = 0
        while start < bytes.count {
            let line = line(at: start)
            body(line.key, line.number)
            start = line.end
        }
    }

    /// The offset of the first line whose key is far enough, found by binary search; the end if there is none.
    private func firstLine(where isFarEnough: (UnsafeRawBufferPointer) -> Bool) -> Int {
        var (low, high) = (0, bytes.count)
        while low < high {
            let middle = (low + high) / 2
            let start = bytes[low..<middle].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? low
            let line = line(at: start)
            if isFarEnough(line.key) { high = start } else { low = line.end }
        }
        return low
    }

    /// The line that begins at an offset, `[key,number]`, and the offset of the next line.
    private func line(at start: Int) -> (key: UnsafeRawBufferPointer, number: Int, end: Int) {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let comma = bytes[start..<end].lastIndex(of: UInt8(ascii: ",")) ?? end
        let key = UnsafeRawBufferPointer(rebasing: bytes[min(start + 1, comma)..<comma])
        let number = UnsafeRawBufferPointer(rebasing: bytes[min(comma + 1, end)..<max(min(comma + 1, end), end - 1)])
        return (key, Self.number(number), min(end + 1, bytes.count))
    }
}
