internal import Storage

/// What a storage knows about its files: the state when it last looked, and the changes that it has made since.
struct FileMirror {
    /// A file as the server has it.
    struct File {
        /// The number of the change that last changed it.
        var change: Int
        /// In bytes.
        var size: Int
        /// The name of its pieces; nil if its bytes are stored in the row of the file.
        var body: String?
        /// The bytes, if they are stored in the row of the file.
        var content: MappedBytes?
        /// The offset of the last piece, if the file is one that grows.
        var tail: Int?
        /// The bytes of that piece, if they are known.
        var tailBytes: MappedBytes?

        /// More than any file has: nothing overflows in calculations with such numbers.
        private static let largestSize = 1 << 48

        /// Whether the numbers can be right, which come from the server.
        var isPlausible: Bool {
            change >= 0 && (0...Self.largestSize).contains(size) && (0...size).contains(tail ?? 0)
        }
    }

    private(set) var files: [StoragePath: File] = [:]
    /// The names in each folder. An emptied folder stays until it is removed, or this program ends.
    private var names: [StoragePath: Set<String>] = [.root: []]
    /// Every change up to this one is known.
    private(set) var seen = 0

    subscript(path: StoragePath) -> File? { files[path] }

    func isFolder(_ path: StoragePath) -> Bool { names[path] != nil }

    /// Records a file, and the folders that lead to it.
    mutating func set(_ path: StoragePath, _ file: File) {
        if files.updateValue(file, forKey: path) != nil { return }
        var (child, folder) = (path, path.folder)
        while let next = folder {
            if !names[next, default: []].insert(child.name).inserted { return }
            (child, folder) = (next, next.folder)
        }
    }

    /// Records that a file has been removed.
    mutating func remove(_ path: StoragePath) {
        guard files.removeValue(forKey: path) != nil else { return }
        forgetName(of: path)
    }

    /// Records that an empty folder has been removed.
    mutating func removeFolder(_ path: StoragePath) {
        names[path] = nil
        forgetName(of: path)
    }

    private mutating func forgetName(of path: StoragePath) {
        guard let folder = path.folder else { return }
        names[folder]?.remove(path.name)
    }

    /// Drops every file that is not among these, and the folders that this empties.
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

    /// Records that everything up to a change has been seen.
    mutating func noteSeen(upTo change: Int) {
        seen = change
    }

    /// Records a change that this program made. If it came directly after what is known, nothing in between was missed.
    mutating func noteOwnChange(_ change: Int) {
        if change == seen + 1 { seen = change }
    }

    /// What is in a folder, sorted by name; nil if there is no such folder.
    func list(_ folder: StoragePath) -> [StorageEntry]? {
        names[folder]?.sorted().map { name in
            let file = files[folder.appending(name)]
            return StorageEntry(name: name, isFolder: file == nil, size: file.map { $0.isPlausible ? $0.size : 0 } ?? 0)
        }
    }
}
