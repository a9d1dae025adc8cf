internal import Recipients

/// The positions of groups' names in lists, in the order in which people look for them.
struct NameOrder {
    private let ranks: [String: Int]

    /// Sorts these names. The key of each is computed once, however often it occurs.
    init(_ names: some Sequence<String>) {
        let sorted = Set(names).map { (name: $0, key: CollationKey($0)) }.sorted { $0.key < $1.key }
        ranks = Dictionary(uniqueKeysWithValues: zip(sorted.map(\.name), 0...))
    }

    /// The position of one of the names.
    subscript(name: String) -> Int { ranks[name] ?? ranks.count }
}

extension Sequence<GroupManifest> {
    /// The groups by name; those with the same name in the order in which they were created.
    func sortedByName() -> [GroupManifest] {
        let order = NameOrder(lazy.map(\.name))
        return sorted { (order[$0.name], $0.number) < (order[$1.name], $1.number) }
    }
}

extension [BackupInfo] {
    /// The backups by the names of their groups, then by date.
    func sortedByGroup() -> [BackupInfo] {
        let order = NameOrder(lazy.map(\.group))
        return sorted { (order[$0.group], $0.created, $0.id) < (order[$1.group], $1.created, $1.id) }
    }
}
