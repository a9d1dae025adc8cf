/// Where a writer may have been stopped in the middle of something: with a change that the log does not tell of, or files that
/// nothing refers to.
public enum Unsettled: Hashable, Sendable {
    /// In any folder.
    case unknown
    /// In these, of the folders that the folder of data has, and in the root.
    case folders(Set<StoragePath>)

    /// The folder, below the folder of data, that a path leads to or through; nil for what is in the root.
    static func folder(of path: StoragePath) -> StoragePath? {
        let parts = path.text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0] == FolderStorage.dataFolder.text, !parts[1].isEmpty else { return nil }
        return FolderStorage.dataFolder.appending(String(parts[1]))
    }

    /// Adds a folder.
    ///
    /// - Returns: Whether it was not among them.
    mutating func insert(_ folder: StoragePath) -> Bool {
        guard case .folders(var folders) = self, folders.insert(folder).inserted else { return false }
        self = .folders(folders)
        return true
    }
}
