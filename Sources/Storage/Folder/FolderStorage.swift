import SystemCalls

/// A storage in a folder of the file system.
///
/// Files are created with mode 0600 and folders with 0700. Symbolic links are never followed where a file or folder is
/// expected. What is durable has been synced together with the folder that names it. A failed sync is never retried:
/// what was being written is given up.
public final class FolderStorage: Storage {
    /// The file that names the one writer. It belongs to the storage, not to the store's format.
    public static let lockFile = StoragePath("lock")
    /// The folder of all files that may ever be removed; readers pin it.
    public static let dataFolder = StoragePath("groups")
    /// The suffix of a file that is being written in order to replace another.
    public static let temporarySuffix = ".new"
    /// The suffix of a file that waits for a switch to replace another.
    public static let nextSuffix = ".next"
    /// The file that commits a switch.
    package static let switchFile = StoragePath("switch")

    /// The folder, as the user named it.
    public let root: String
    /// The lock of writers, while this process holds it.
    var lock: FolderLock?
    /// The lock by which other processes may not remove files now, or by which only this one may.
    var pinned: DataLock?
    /// How long a writer or a pin waits for somebody who clears or removes data. That takes only a moment, and neither
    /// may fail because of it.
    var clearingWait = Duration.seconds(60)
    /// What has been written and must be durable before the next replacement.
    var pending = PendingSyncs()
    /// Makes the name of a replaced file durable while this process goes on.
    private let folderSync = SyncThread()
    /// The switch that was seen last, if there was one.
    var seenSwitch: SeenSwitch?

    /// The storage of a folder on disk, which need not exist yet.
    public init(root: String) {
        self.root = root
    }

    deinit {
        pending.discard()
        unpin()
        unlock()
    }

    /// Where a file is, as arguments for system calls. The holder of the lock stays in the folder that it has locked.
    func place(of path: StoragePath) -> (folder: Int32, name: String) {
        guard let lock else { return (AT_FDCWD, fullPath(path)) }
        return (lock.folder, path.text.isEmpty ? "." : path.text)
    }

    func fullPath(_ path: StoragePath) -> String {
        path.text.isEmpty ? root : "\(root)/\(path.text)"
    }

    /// Unless there is an unfinished switch, reading changes nothing.
    public var mayBeReadByThreads: Bool { seenSwitch == nil }

    public func map(_ path: StoragePath) throws(StorageError) -> MappedBytes {
        if let next = try openNext(path) {
            defer { next.close() }
            return try next.map()
        }
        let file = try FileDescriptor.open(self, path, O_RDONLY)
        defer { file.close() }
        return try file.map()
    }

    public func version(of path: StoragePath) throws(StorageError) -> FileVersion? {
        if let next = try openNext(path) {
            defer { next.close() }
            return try next.version
        }
        try checkFolders(of: path)
        guard let status = try status(of: path) else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unexpectedKind(path) }
        return FileVersion(status)
    }

    public func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        try checkFence()
        unsettle(path)
        try createFolders(for: path)
        return try FolderWriter(self, path)
    }

    public func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile {
        unsettle(path)
        try createFolders(for: path)
        return try FolderScratch(self, path)
    }

    public func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try append(bytes, to: path, isDurable: true)
    }

    public func appendForNow(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try append(bytes, to: path, isDurable: false)
    }

    private func append(
        _ bytes: UnsafeRawBufferPointer,
        to path: StoragePath,
        isDurable: Bool
    ) throws(StorageError) {
        try checkFence()
        unsettle(path)
        let isNew = try version(of: path) == nil
        if isNew { try createFolders(for: path) }
        let file = try FileDescriptor.open(self, path, O_WRONLY | O_CREAT | O_APPEND)
        defer { file.close() }
        try file.write(bytes)
        if isDurable { try file.syncData() }
        if isNew { try syncFolder(of: path) }
    }

    public func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion {
        let version = try put(bytes, at: path, replacing: known)
        try syncFolder(of: path)
        return version
    }

    public var replacesForNow: Bool { true }

    public func replaceForNow(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        finishing finish: () throws(StorageError) -> Void
    ) throws(StorageError) -> FileVersion {
        let version = try put(bytes, at: path, replacing: known, finish)
        if let folder = path.folder {
            folderSync.begin(try FileDescriptor.open(self, folder, O_RDONLY | O_DIRECTORY), SystemCalls.syncFolder)
        }
        return version
    }

    public func finishReplacing() throws(StorageError) {
        try folderSync.finish()
    }

    /// Writes a file, makes it durable and gives it the name of the one that it replaces. That name is not durable yet.
    ///
    /// - Parameter prepare: Called before the file gets its name.
    private func put(
        _ bytes: UnsafeRawBufferPointer,
        at path: StoragePath,
        replacing known: FileVersion?,
        _ prepare: () throws(StorageError) -> Void = {}
    ) throws(StorageError) -> FileVersion {
        let writer = try write(bytes, beside: path, Self.temporarySuffix)
        let version: FileVersion
        do throws(StorageError) {
            version = try pending.sync(in: self, beside: { () throws(StorageError) in try writer.syncAndClose() })
            try prepare()
            // Checked at the last moment: writing and syncing take a while.
            try checkFence()
            try check(path, isStill: known)
            let (from, to) = (place(of: writer.path), place(of: path))
            guard renameat(from.folder, from.name, to.folder, to.name) == 0 else {
                throw StorageError.system(operation: "rename", path: path, errno: errno)
            }
        } catch {
            writer.abandon()
            throw error
        }
        return version
    }

    /// Writes a file beside the one that it is to replace.
    ///
    /// - Returns: The writer, whose file is neither synced nor closed.
    func write(
        _ bytes: UnsafeRawBufferPointer,
        beside path: StoragePath,
        _ suffix: String
    ) throws(StorageError) -> FolderWriter {
        try checkFence()
        unsettle(path)
        try createFolders(for: path)
        let writer = try FolderWriter(self, StoragePath(path.text + suffix))
        do throws(StorageError) {
            try writer.write(bytes)
            if let old = try status(of: path) {
                guard old.st_mode & S_IFMT == S_IFREG else { throw StorageError.unexpectedKind(path) }
                // An inode number that is freed is soon reused, and clocks tick slowly: without this, a file that was
                // replaced twice could have the version that it had before.
                try writer.setModified(after: old.modificationTime)
            }
        } catch {
            writer.abandon()
            throw error
        }
        return writer
    }

    public func remove(_ path: StoragePath) throws(StorageError) {
        try checkFence()
        unsettle(path)
        try checkFolders(of: path)
        let place = place(of: path)
        guard unlinkat(place.folder, place.name, 0) == 0 else {
            if errno == ENOENT { throw .missing(path) }
            if errno == EISDIR { throw .unexpectedKind(path) }
            throw .system(operation: "remove", path: path, errno: errno)
        }
    }

    public func removeFolder(_ path: StoragePath) throws(StorageError) {
        try checkFence()
        try checkFolders(of: path)
        let place = place(of: path)
        guard unlinkat(place.folder, place.name, AT_REMOVEDIR) == 0 else {
            if errno == ENOENT { throw .missing(path) }
            throw .system(operation: "remove", path: path, errno: errno)
        }
    }
}
