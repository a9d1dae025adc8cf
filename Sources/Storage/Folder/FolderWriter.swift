import SystemCalls

/// A file that a folder storage is writing.
final class FolderWriter: StorageWriter {
    private let storage: FolderStorage
    let path: StoragePath
    private let file: FileDescriptor
    private let identity: FileIdentity
    private var isOpen = true
    private let syncAhead = SyncAhead()
    /// How many bytes the file has.
    private var written: Int { syncAhead.written }
    /// How many of them the system has been told to drop from its cache.
    private var dropped = 0

    /// In bytes. Files up to this size stay in the system's cache for whoever reads them next. Larger ones would push
    /// everything else out of it.
    private static let largestCached = 256 << 20
    /// In bytes: the end of a large file that the disk may still be busy with.
    private static let recentBytes = 64 << 20

    init(_ storage: FolderStorage, _ path: StoragePath) throws(StorageError) {
        self.storage = storage
        self.path = path
        file = try Self.make(storage, path)
        identity = try file.identity
    }

    /// Makes a new file: a file that somebody left under the name, or is still writing there, loses the name.
    private static func make(_ storage: FolderStorage, _ path: StoragePath) throws(StorageError) -> FileDescriptor {
        if let left = try storage.status(of: path) {
            guard left.st_mode & S_IFMT == S_IFREG else { throw .unexpectedKind(path) }
            try storage.remove(path)
        }
        return try FileDescriptor.open(storage, path, O_WRONLY | O_CREAT | O_EXCL)
    }

    deinit {
        if isOpen { abandonFile() }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try file.write(bytes)
        syncAhead.note(bytes.count, in: file.descriptor)
        if written > Self.largestCached, written - dropped >= 2 * Self.recentBytes { dropDurable() }
    }

    /// Makes the system drop from its cache what the disk has of a large file.
    private func dropDurable() {
        #if os(Linux)
            _ = posix_fadvise(file.descriptor, 0, off_t(written - Self.recentBytes), POSIX_FADV_DONTNEED)
        #endif
        dropped = written - Self.recentBytes
    }

    func finish() throws(StorageError) {
        if written <= PendingSyncs.largestBytes, storage.lock != nil, !storage.pending.isFull {
            return try finishLater()
        }
        let version = try syncAndClose()
        try storage.checkFence()
        guard try storage.version(of: path) == version else { throw .lost(path) }
        try storage.syncFolder(of: path)
    }

    /// Leaves the sync to the replacement that will refer to the file.
    private func finishLater() throws(StorageError) {
        let version = try file.version
        try storage.checkFence()
        guard try storage.version(of: path) == version else { throw .lost(path) }
        isOpen = false
        storage.pending.add(file)
    }

    func setModified(after earlier: timespec) throws(StorageError) {
        try file.setModified(after: earlier)
    }

    /// - Returns: The version of the finished file.
    @discardableResult
    func syncAndClose() throws(StorageError) -> FileVersion {
        try sync()
        let version = try file.version
        try close()
        return version
    }

    private func sync() throws(StorageError) {
        do {
            try syncAhead.sync(file.descriptor)
        } catch {
            throw .system(operation: "sync", path: path, errno: error.number)
        }
    }

    private func close() throws(StorageError) {
        guard isOpen else { return }
        isOpen = false
        guard SystemCalls.close(file.descriptor) == 0 else {
            throw .system(operation: "close", path: path, errno: errno)
        }
    }

    private func abandonFile() {
        isOpen = false
        syncAhead.stop()
        file.close()
    }

    func abandon() {
        if isOpen { abandonFile() }
        // By now another writer's file may have the name.
        if let named = try? storage.status(of: path), FileIdentity(named) == identity { try? storage.remove(path) }
    }
}
