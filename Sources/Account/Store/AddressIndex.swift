internal import JSONRecords
internal import Recipients
internal import Snapshots
internal import Storage

/// In which groups of a large account an address may be, so that it can be found without looking at every group.
///
/// It goes with one catalog, whose hints it shares: of a group that has changed since, the manifest itself is read. It
/// has fingerprints, not addresses, and is removed before one of them leaves the account.
struct AddressIndex {
    /// The first line.
    struct Header: DerivedHeader {
        static let currentFormat = 1
        var format = currentFormat
        let log: LogPosition
        let lines: Checksum

        var isPlausible: Bool { log.isPlausible }
    }

    private let file: DerivedFile<Header>

    /// Reads the index of a storage; nil if there is none that is valid.
    init?(_ storage: any Storage) throws(Failure) {
        guard let file = try DerivedFile<Header>(StoreLayout.addresses, in: storage) else { return nil }
        self.file = file
    }

    var header: Header { file.header }

    /// Whether it was made from the same manifests as a catalog.
    func goes(with catalog: Catalog) -> Bool { header.log == catalog.header.log }

    /// The numbers of the groups that do not have an address in any state. Of the others, nothing is certain.
    func groups(without address: EmailAddress) -> Set<Int> {
        let fingerprint = address.fingerprint
        var numbers: Set<Int> = []
        forEach { digits, number in
            if !fingerprint.isAmong(digits) { numbers.insert(number) }
        }
        return numbers
    }

    /// Whether it has an entry for a group.
    func contains(_ group: Int) -> Bool {
        file.mapped.withBytes { _ in CatalogLines(file.lines).contains { _, number in number == group } }
    }

    /// All entries, except for those of certain groups.
    func entries(without leftOut: (Int) -> Bool) -> AddressIndexEntries {
        var entries = AddressIndexEntries()
        forEach { digits, number in
            if !leftOut(number) { entries.add(.init(digits: Array(digits), number: number)) }
        }
        return entries
    }

    private func forEach(_ body: (_ digits: UnsafeRawBufferPointer, _ number: Int) -> Void) {
        file.mapped.withBytes { _ in
            CatalogLines(file.lines).forEach { key, number in
                // Without the quotes.
                body(UnsafeRawBufferPointer(rebasing: key.dropFirst().dropLast()), number)
            }
        }
    }
}

/// The entries of an index that is to be written.
struct AddressIndexEntries {
    /// A group, with its fingerprints as they are written.
    struct Group: Hashable {
        let digits: [UInt8]
        let number: Int
    }

    private(set) var groups: [Group] = []

    mutating func add(_ group: Group) {
        groups.append(group)
    }

    /// Adds the entry of a manifest, unless it has a segment whose addresses must be looked at.
    mutating func add(_ manifest: GroupManifest) {
        guard manifest.segments.allSatisfy({ $0.fingerprints != nil }) else { return }
        add(Group(digits: Array(manifest.fingerprints.description.utf8), number: manifest.number))
    }

    /// The bytes of an index.
    ///
    /// - Parameter log: The end of the log when the manifests were read.
    func encoded(log: LogPosition) -> [UInt8] {
        var lines: [UInt8] = []
        for group in groups.sorted(by: { $0.number < $1.number }) {
            CatalogLines.append([UInt8(ascii: "\"")] + group.digits + [UInt8(ascii: "\"")], group.number, to: &lines)
        }
        let header = AddressIndex.Header(log: log, lines: lines.withUnsafeBytes { Checksum(of: $0) })
        return ChecksummedJSON.encode(header) + lines
    }
}

extension AddressIndex.Header {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        format = try members.value("format")
        log = try members.value("log")
        lines = try members.value("lines")
    }

    var json: JSONValue {
        JSONValue(members: [
            "format": format.json,
            "log": log.json,
            "lines": lines.json,
        ])
    }
}
