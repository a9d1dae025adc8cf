import SystemCalls

extension FolderStorage {
    public func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] {
        let file = try FileDescriptor.open(self, folder, O_RDONLY | O_DIRECTORY)
        defer { file.close() }
        let names: [String]
        do {
            names = try SystemCalls.names(inFolder: file.descriptor)
        } catch {
            throw .system(operation: "list", path: folder, errno: error.number)
        }
        var entries: [StorageEntry] = []
        for name in names {
            var status = stat()
            guard fstatat(file.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                // Another process has removed it in the meantime.
                if errno == ENOENT { continue }
                throw .system(operation: "inspect", path: folder.appending(name), errno: errno)
            }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            entries.append(StorageEntry(name: name, isFolder: isFolder, size: isFolder ? 0 : Int(status.st_size)))
        }
        return entries.sorted { $0.name < $1.name }
    }

    /// Creates the folders that lead to a file, and makes their names durable.
    func createFolders(for path: StoragePath) throws(StorageError) {
        guard let folder = path.folder else { return }
        if try status(of: folder) != nil { return }
        try checkFolders(of: folder)
        try createFolders(for: folder)
        let place = place(of: folder)
        guard mkdirat(place.folder, place.name, 0o700) == 0 || errno == EEXIST else {
            throw .system(operation: "create", path: folder, errno: errno)
        }
        try syncFolder(of: folder)
    }

    /// Refuses a path that leads through anything but folders, symbolic links above all: only the store's own folder
    /// may be a link, since a person named it. A missing folder is not refused here; whoever opens the file will find
    /// it missing.
    func checkFolders(of path: StoragePath) throws(StorageError) {
        var next = path.folder
        while let folder = next, !folder.text.isEmpty {
            if let status = try status(of: folder), status.st_mode & S_IFMT != S_IFDIR { throw .unexpectedKind(folder) }
            next = folder.folder
        }
    }

    /// The system's status of a file, folder or link; nil if there is none. The store's own folder may be a link.
    func status(of path: StoragePath) throws(StorageError) -> stat? {
        var status = stat()
        let place = place(of: path)
        let follows = path.text.isEmpty ? 0 : AT_SYMLINK_NOFOLLOW
        if fstatat(place.folder, place.name, &status, follows) == 0 { return status }
        // Nothing exists below something that is not a folder.
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw .system(operation: "inspect", path: path, errno: errno)
    }

    /// Makes the names in a file's folder durable.
    func syncFolder(of path: StoragePath) throws(StorageError) {
        if let folder = path.folder { try syncFolder(folder) }
    }

    public func syncFolder(_ folder: StoragePath) throws(StorageError) {
        let file = try FileDescriptor.open(self, folder, O_RDONLY | O_DIRECTORY)
        defer { file.close() }
        do {
            try SystemCalls.syncFolder(file.descriptor)
        } catch {
            throw .system(operation: "sync", path: folder, errno: error.number)
        }
    }
}
