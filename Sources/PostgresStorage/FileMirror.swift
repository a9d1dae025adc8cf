internal import Storage

/// What a storage knows of its files: as they were when it last looked, and as it has changed them since.
struct FileMirror {
    /// A file as the server has it.
    struct File {
        /// The change that made it what it is.
        var change: Int
        /// Bytes.
        var size: Int
        /// The name of its pieces; nil where the bytes are with the file.
        var body: String?
        /// The bytes, where they are with the file.
        var content: MappedBytes?
        /// Where the last piece begins of a file that grows.
        var tail: Int?
        /// That piece, where it is known.
        var tailBytes: MappedBytes?
    }

    private(set) var files: [StoragePath: File] = [:]
    /// The names in each folder. A folder that was emptied stays until it is removed, or this program ends.
    private var names: [StoragePath: Set<String>] = [.root: []]
    /// Everything is known that was changed up to this change.
    private(set) var seen = 0

    subscript(path: StoragePath) -> File? { files[path] }

    func isFolder(_ path: StoragePath) -> Bool { names[path] != nil }

    /// Takes note of a file, and of the folders that lead to it.
    mutating func set(_ path: StoragePath, _ file: File) {
        if files.updateValue(file, forKey: path) != nil { return }
        var (child, folder) = (path, path.folder)
        while let next = folder {
            let name = String(child.text.dropFirst(next.text.isEmpty ? 0 : next.text.utf8.count + 1))
            if !names[next, default: []].insert(name).inserted { return }
            (child, folder) = (next, next.folder)
        }
    }

    /// Takes note that a file is gone.
    mutating func remove(_ path: StoragePath) {
        guard files.removeValue(forKey: path) != nil else { return }
        forgetName(of: path)
    }

    /// Takes note that an empty folder is gone.
    mutating func removeFolder(_ path: StoragePath) {
        names[path] = nil
        forgetName(of: path)
    }

    private mutating func forgetName(of path: StoragePath) {
        guard let folder = path.folder else { return }
        names[folder]?.remove(String(path.text.dropFirst(folder.text.isEmpty ? 0 : folder.text.utf8.count + 1)))
    }

    /// Forgets every file that is not among these, and the folders that are empty for that reason.
    mutating func keep(_ paths: Set<StoragePath>) {
        for path in files.keys where !paths.contains(path) {
            remove(path)
            var folder = path.folder
            while let next = folder, !next.text.isEmpty, names[next]?.isEmpty ?? false {
                removeFolder(next)
                folder = next.folder
            }
        }
    }

    /// Takes note that the server was looked at.
    mutating func hasSeen(upTo change: Int) {
        seen = change
    }

    /// Takes note of a change of this program's own: nothing is missed if it came right after what is known.
    mutating func hasMade(_ change: Int) {
        if change == seen + 1 { seen = change }
    }

    /// What is in a folder, in the order of names; nil if there is no such folder.
    func list(_ folder: StoragePath) -> [StorageEntry]? {
        names[folder]?.sorted().map { name in
            let file = files[folder.appending(name)]
            return StorageEntry(name: name, isFolder: file == nil, size: file?.size ?? 0)
        }
    }
}
