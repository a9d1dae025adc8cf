import SystemCalls

/// A switch that was committed and, as far as this storage knows, not finished: the new files count although they have
/// not been renamed yet.
struct SeenSwitch {
    let version: FileVersion
    let paths: Set<StoragePath>
}

extension FolderStorage {
    public func beginSwitch() throws(StorageError) -> any StorageSwitch {
        try checkFence()
        return FolderSwitch(self)
    }

    @discardableResult
    public func lookForSwitch() throws(StorageError) -> FileVersion? {
        let file: FileDescriptor
        do throws(StorageError) {
            file = try FileDescriptor.open(self, Self.switchFile, O_RDONLY)
        } catch {
            // If the folder may not be read, the first file that is needed reports that.
            guard error.isMissing || error.isForbidden else { throw error }
            seenSwitch = nil
            return nil
        }
        defer { file.close() }
        let version = try file.version
        if version != seenSwitch?.version {
            guard let list = SwitchList(try file.map().array) else {
                throw .damaged(Self.switchFile, .other("it does not list the current files"))
            }
            seenSwitch = SeenSwitch(version: version, paths: Set(list.paths))
        }
        return version
    }

    /// Renames the files of a committed switch; the lock is held. Files that were renamed before are skipped, so
    /// several processes may do this one after the other.
    func finishSwitch() throws(StorageError) {
        guard try lookForSwitch() != nil, let paths = seenSwitch?.paths else { return }
        try checkFence()
        for path in paths {
            try checkFolders(of: path)
            let (from, to) = (place(of: path.next), place(of: path))
            if renameat(from.folder, from.name, to.folder, to.name) == 0 { continue }
            guard errno == ENOENT else { throw .system(operation: "rename", path: path, errno: errno) }
            guard try status(of: path) != nil else {
                throw .damaged(Self.switchFile, .other("it lists \(path), which does not exist"))
            }
        }
        for folder in Set(paths.compactMap(\.folder)) { try syncFolder(folder) }
        try remove(Self.switchFile)
        seenSwitch = nil
        try syncFolder(.root)
    }

    /// Opens the file that is to replace another, if it counts already.
    ///
    /// - Returns: Nil if the file itself counts.
    func openNext(_ path: StoragePath) throws(StorageError) -> FileDescriptor? {
        guard let seen = seenSwitch, seen.paths.contains(path) else { return nil }
        let file: FileDescriptor
        do throws(StorageError) {
            file = try FileDescriptor.open(self, path.next, O_RDONLY)
        } catch {
            // It has been renamed already.
            if error.isMissing { return nil }
            throw error
        }
        do throws(StorageError) {
            // A file that waits for the next switch would have the same name.
            if try lookForSwitch() == seen.version { return file }
        } catch {
            file.close()
            throw error
        }
        file.close()
        return try openNext(path)
    }
}

/// The switch of a folder storage. The new files wait beside the old ones until a file in the root, which lists them,
/// commits the switch; then whoever finds it first renames them.
final class FolderSwitch: StorageSwitch {
    private let storage: FolderStorage
    private var paths: [StoragePath] = []

    init(_ storage: FolderStorage) {
        self.storage = storage
    }

    func add(_ path: StoragePath, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        let written = try storage.write(bytes, beside: path, FolderStorage.nextSuffix)
        paths.append(path)
        do throws(StorageError) {
            _ = try written.syncAndClose()
        } catch {
            written.abandon()
            throw error
        }
    }

    func commit() throws(StorageError) {
        for folder in Set(paths.compactMap(\.folder)) { try storage.syncFolder(folder) }
        try storage.replace(FolderStorage.switchFile, with: SwitchList(paths: paths).bytes, replacing: nil)
        try storage.finishSwitch()
    }

    func abandon() {
        // If that cannot be found out, it may have been committed.
        guard case .success(nil) = Result(catching: { try storage.version(of: FolderStorage.switchFile) }) else {
            return
        }
        for path in paths { try? storage.remove(path.next) }
    }
}

/// The content of a switch's file: a line with the number of paths, then the paths, a line each.
struct SwitchList {
    let paths: [StoragePath]

    private static let opening = "cbs-switch "

    init(paths: [StoragePath]) {
        self.paths = paths
    }

    /// Nil if the bytes are not those of a list.
    init?(_ bytes: [UInt8]) {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 1, lines.removeLast().isEmpty else { return nil }
        let first = lines.removeFirst()
        guard first == "\(Self.opening)\(lines.count)", lines.allSatisfy(Self.leadsDown) else { return nil }
        paths = lines.map { StoragePath(String($0)) }
    }

    /// Whether a path stays inside the storage.
    private static func leadsDown(_ path: Substring) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
    }

    var bytes: [UInt8] {
        Array("\(Self.opening)\(paths.count)\n\(paths.map { "\($0)\n" }.joined())".utf8)
    }
}

extension StoragePath {
    /// The path at which the file's replacement waits for a switch.
    var next: StoragePath { StoragePath(text + FolderStorage.nextSuffix) }
}
