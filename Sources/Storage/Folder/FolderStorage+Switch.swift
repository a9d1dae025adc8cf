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
                throw .damaged(Self.switchFile, "it does not list the current files")
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
                throw .damaged(Self.switchFile, "it lists \(path), which does not exist")
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
