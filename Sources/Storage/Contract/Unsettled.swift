/// Where a writer may have been interrupted: it may have left a change that the log does not mention, or files that
/// nothing refers to.
public enum Unsettled: Hashable, Sendable {
    /// In any folder.
    case unknown
    /// In these folders, each directly below the folder of data, and in the root.
    case folders(Set<StoragePath>)

    /// The folder directly below the folder of data that a path is, or is in; nil for any other path.
    static func folder(of path: StoragePath) -> StoragePath? {
        let parts = path.text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0] == FolderStorage.dataFolder.text, !parts[1].isEmpty else { return nil }
        return FolderStorage.dataFolder.appending(String(parts[1]))
    }

    /// Adds a folder.
    ///
    /// - Returns: Whether it was new.
    mutating func insert(_ folder: StoragePath) -> Bool {
        guard case .folders(var folders) = self else { return false }
        // With two owners, the set would be copied.
        self = .unknown
        defer { self = .folders(folders) }
        return folders.insert(folder).inserted
    }
}
