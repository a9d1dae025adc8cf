internal import Snapshots
internal import Storage

/// The entries of a catalog that is to be written.
struct CatalogEntries {
    /// A group, with its name as the key of the line.
    struct Group: Hashable {
        let key: [UInt8]
        let number: Int
    }

    struct Backup: Hashable {
        let id: Int
        let group: Int
    }

    var groups: [Group] = []
    var backups: [Backup] = []

    /// Adds the entries of a manifest.
    mutating func add(_ manifest: GroupManifest) {
        groups.append(Group(key: CatalogLines.key(manifest.name), number: manifest.number))
        for backup in manifest.backups { backups.append(Backup(id: backup.id, group: manifest.number)) }
    }

    /// The bytes of a catalog.
    ///
    /// - Parameters:
    ///   - log: The end of the log when the manifests were read.
    ///   - totals: Figures for all groups together.
    func encoded(log: LogPosition, totals: StoreIndex.Totals) -> [UInt8] {
        let sortedGroups = groups.sorted {
            $0.key == $1.key ? $0.number < $1.number : $0.key.lexicographicallyPrecedes($1.key)
        }
        var lines: [UInt8] = []
        for group in sortedGroups { CatalogLines.append(group.key, group.number, to: &lines) }
        let groupBytes = lines.count
        for backup in backups.sorted(by: { $0.id < $1.id }) {
            CatalogLines.append(Array(String(backup.id).utf8), backup.group, to: &lines)
        }
        let header = Catalog.Header(
            log: log, groupBytes: groupBytes,
            lines: lines.withUnsafeBytes { Checksum(of: $0) }, totals: totals)
        return ChecksummedJSON.encode(header) + lines
    }
}
