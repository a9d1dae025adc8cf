public import Recipients
internal import Storage

/// What a salvage brought to safety.
public struct SalvageResult: Hashable, Sendable {
    /// Groups that are whole in the new store.
    public internal(set) var groups = 0
    /// Backups that are whole in the new store.
    public internal(set) var backups = 0
    /// Recipients of the groups that stand in it.
    public internal(set) var recipients = 0
    /// What could not be saved, and why.
    public internal(set) var lost: [LostPart] = []
}

/// Something of a damaged store that is not in the salvaged one.
public struct LostPart: Hashable, Sendable {
    /// What is lost, in words: "the recipients of the group …".
    public let part: String
    /// What is wrong with its files.
    public let problem: String
}

extension Account {
    /// Writes everything of a store that is provably whole into a new one.
    ///
    /// The old store is only read. A group whose recipients are damaged stands in the new store as a deleted one with those
    /// of its backups that are whole, so that they can be restored.
    ///
    /// - Parameters:
    ///   - source: The folder of the damaged store.
    ///   - target: A folder that is not there or empty.
    public static func salvage(from source: String, to target: String) throws(Failure) -> SalvageResult {
        let old = FolderStorage(root: source)
        let entries = try storing(old.list(StoreLayout.root))
        guard entries.contains(where: { [StoreLayout.account.text, StoreLayout.groups.text].contains($0.name) }) else {
            throw StoreProblem.noStore(folder: source, canBeMade: false).failure
        }
        var salvage = Salvage(old, try makeFolder(target))
        return try salvage.run()
    }
}
