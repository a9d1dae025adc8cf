internal import Storage

/// Removes what an interrupted process left behind: files, and records of activity that were never committed. Files
/// that cbs did not write are left alone. An error while listing ends the sweep: it is never taken for an empty folder.
struct Sweep {
    private let storage: any Storage

    init(_ storage: any Storage) {
        self.storage = storage
    }

    /// The numbers of the groups that have a folder.
    func groupFolders() throws(StorageError) -> [Int] {
        do {
            return try storage.list(StoreLayout.groups)
                .compactMap { $0.isFolder ? StoreLayout.groupNumber(ofFolder: $0.name) : nil }
        } catch .missing {
            return []
        }
    }

    func sweepRoot() throws(StorageError) {
        try removeFiles(in: StoreLayout.root) { StoreLayout.isTemporary($0) }
    }

    /// Removes the files that a group's manifest does not refer to; without a manifest, all of our files and the
    /// folder.
    func sweepFolder(ofGroup number: Int, keeping manifest: GroupManifest?) throws(StorageError) {
        let kept = Set(manifest?.segments.map(\.number) ?? [])
        try removeFiles(in: StoreLayout.segments(ofGroup: number)) { name in
            StoreLayout.segmentNumber(ofFile: name).map { !kept.contains($0) } ?? false
        }
        try removeFiles(in: StoreLayout.group(number)) { name in
            StoreLayout.isTemporary(name)
                || StoreLayout.activityNumber(ofFile: name).map { $0 != manifest?.activityFile } ?? false
        }
        if let manifest { try cutActivity(of: manifest) }
        guard manifest == nil else { return }
        // Folders that contain files of the user stay.
        try? storage.removeFolder(StoreLayout.segments(ofGroup: number))
        try? storage.removeFolder(StoreLayout.group(number))
    }

    /// Removes the manifest of a group that has been removed according to the account: it is the first of the group's
    /// files to go.
    func removeManifest(ofGroup number: Int) throws(StorageError) {
        let path = StoreLayout.manifest(ofGroup: number)
        guard try storage.version(of: path) != nil else { return }
        try storage.syncFolder(StoreLayout.root)
        try storage.remove(path)
    }

    /// Removes unfinished files in the folder of a group whose manifest is damaged. Which other files were left behind
    /// is not known.
    func sweepTemporaries(ofGroup number: Int) throws(StorageError) {
        try removeFiles(in: StoreLayout.group(number)) { StoreLayout.isTemporary($0) }
    }

    /// Cuts off records of activity that no manifest counts: they may contain the address of somebody who has been
    /// erased.
    private func cutActivity(of manifest: GroupManifest) throws(StorageError) {
        let path = manifest.activityPath
        guard let reference = manifest.activity, let size = try storage.version(of: path)?.size, size > reference.bytes
        else { return }
        try syncManifest(above: StoreLayout.group(manifest.number))
        guard reference.bytes > 0 else { return try storage.remove(path) }
        let whole = try storage.map(path).array.prefix(reference.bytes)
        try storage.replace(path, with: Array(whole))
    }

    private func syncManifest(above folder: StoragePath) throws(StorageError) {
        let parts = folder.text.split(separator: "/").prefix(2)
        try storage.syncFolder(StoragePath(parts.joined(separator: "/")))
    }

    private func removeFiles(in folder: StoragePath, where isLeftBehind: (String) -> Bool) throws(StorageError) {
        let entries: [StorageEntry]
        do {
            entries = try storage.list(folder)
        } catch .missing {
            return
        }
        let leftBehind = entries.filter { !$0.isFolder && isLeftBehind($0.name) }
        guard !leftBehind.isEmpty else { return }
        // A killed process may have renamed a manifest without syncing its name: a power cut could still bring back the
        // old one, which refers to what is removed here.
        try syncManifest(above: folder)
        for entry in leftBehind { try storage.remove(folder.appending(entry.name)) }
    }
}
