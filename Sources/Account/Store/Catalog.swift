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
    struct Header: DerivedHeader {
        static let currentFormat = 1
        var format = currentFormat
        let log: LogPosition
        /// How many bytes the lines of groups take; those of backups follow.
        let groupBytes: Int
        let lines: Checksum
        /// Figures for all groups together.
        let totals: StoreIndex.Totals
    }

    private let file: DerivedFile<Header>
    private let groups: CatalogLines
    private let backups: CatalogLines

    /// Reads the catalog of a storage; nil if there is none that is valid.
    ///
    /// - Throws: If the storage cannot be reached. Whatever is wrong with the file itself only makes it useless.
    init?(_ storage: any Storage) throws(Failure) {
        guard let file = try DerivedFile<Header>(StoreLayout.catalog, in: storage) else { return nil }
        let groupBytes = file.header.groupBytes
        guard (0...file.lines.count).contains(groupBytes) else { return nil }
        self.file = file
        groups = CatalogLines(UnsafeRawBufferPointer(rebasing: file.lines[..<groupBytes]))
        backups = CatalogLines(UnsafeRawBufferPointer(rebasing: file.lines[groupBytes...]))
    }

    var header: Header { file.header }

    /// The numbers of the groups that have a name, or had it when they were deleted.
    func groups(named name: String) -> [Int] {
        let key = CatalogLines.key(name)
        return file.mapped.withBytes { _ in key.withUnsafeBytes { groups.values(of: $0) } }
    }

    /// The number of the group that a backup belongs to; nil if there is none.
    func group(ofBackup id: Int) -> Int? {
        file.mapped.withBytes { _ in backups.value(of: id) }
    }

    /// The numbers of all groups.
    var numbers: [Int] {
        file.mapped.withBytes { _ in
            var numbers: [Int] = []
            groups.forEach { _, number in numbers.append(number) }
            return numbers
        }
    }

    /// All entries, except for those of certain groups.
    func entries(without leftOut: (Int) -> Bool) -> CatalogEntries {
        file.mapped.withBytes { _ in
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
