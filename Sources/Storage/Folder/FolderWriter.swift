import SystemCalls

/// A file that a folder storage is writing.
final class FolderWriter: StorageWriter {
    private let storage: FolderStorage
    let path: StoragePath
    private let file: FileDescriptor
    private let identity: FileIdentity
    private var isOpen = true
    /// Gathers blocks of a large file, which is written past the system's cache: it would push everything else out of
    /// it, and through the cache an import of ten million rows took 1.3 times as long. Nil for a file that is written
    /// through the cache.
    private let blocks: BlockGatherer?
    private var isUncached: Bool
    private var written = 0
    private var handedOver = 0

    /// How many bytes may wait in the system's cache before the disk is told to begin. Starting early overlaps the
    /// disk's work with ours, so that the sync at the end has little left to wait for.
    private static let writebackBytes = 8 << 20
    /// In bytes. Files up to this size stay in the system's cache for whoever reads them next.
    private static let largestCached = 256 << 20
    /// In bytes: the end of a large file written through the cache that the disk may still be busy with.
    private static let recentBytes = 64 << 20

    init(_ storage: FolderStorage, _ path: StoragePath, expecting size: Int = 0) throws(StorageError) {
        self.storage = storage
        self.path = path
        file = try Self.make(storage, path)
        identity = try file.identity
        isUncached = size > Self.largestCached && file.bypassCache(true)
        blocks = isUncached ? BlockGatherer() : nil
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
        if isOpen { file.close() }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        guard let blocks else { return try writeCached(bytes) }
        try blocks.add(bytes) { (blocks) throws(StorageError) in try writeUncached(blocks) }
    }

    private func writeUncached(_ blocks: UnsafeRawBufferPointer) throws(StorageError) {
        guard isUncached else { return try writeCached(blocks) }
        do throws(StorageError) {
            try file.write(blocks)
        } catch {
            // Some file systems report only now that they cannot, or want larger blocks.
            guard case .system(_, _, EINVAL) = error, try file.size == 0 else { throw error }
            file.bypassCache(false)
            isUncached = false
            try writeCached(blocks)
        }
    }

    private func writeCached(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try file.write(bytes)
        written += bytes.count
        if written - handedOver >= Self.writebackBytes { handOver() }
    }

    /// Makes the disk begin with what has been written, and the system drop from its cache what the disk has of a large
    /// file.
    private func handOver() {
        #if os(Linux)
            // On Linux this advice starts the write-back of dirty pages. Errors show at the sync.
            _ = posix_fadvise(file.descriptor, off_t(handedOver), off_t(written - handedOver), POSIX_FADV_DONTNEED)
            if written > Self.largestCached {
                _ = posix_fadvise(file.descriptor, 0, off_t(written - Self.recentBytes), POSIX_FADV_DONTNEED)
            }
        #endif
        handedOver = written
    }

    func finish() throws(StorageError) {
        if blocks == nil, written <= PendingSyncs.largestBytes, storage.lock != nil, !storage.pending.isFull {
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
        storage.pending.add(file.descriptor, path)
    }

    func setModified(after earlier: timespec) throws(StorageError) {
        try file.setModified(after: earlier)
    }

    /// - Returns: The version of the finished file.
    @discardableResult
    func syncAndClose() throws(StorageError) -> FileVersion {
        try writeRest()
        try file.sync()
        let version = try file.version
        try close()
        return version
    }

    /// Writes what does not fill a block, through the cache.
    private func writeRest() throws(StorageError) {
        guard let rest = blocks?.rest, !rest.isEmpty else { return }
        file.bypassCache(false)
        try file.write(rest)
    }

    private func close() throws(StorageError) {
        guard isOpen else { return }
        isOpen = false
        guard SystemCalls.close(file.descriptor) == 0 else {
            throw .system(operation: "close", path: path, errno: errno)
        }
    }

    func abandon() {
        if isOpen {
            isOpen = false
            file.close()
        }
        // By now another writer's file may have the name.
        if let named = try? storage.status(of: path), FileIdentity(named) == identity { try? storage.remove(path) }
    }
}

/// Gathers bytes into whole blocks for a file that is written past the system's cache.
final class BlockGatherer {
    /// The alignment that nearly all disks and file systems require.
    private static let blockBytes = 4096
    /// The blocks that are written together.
    private let memory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 1 << 20, alignment: BlockGatherer.blockBytes)
    private var filled = 0

    deinit {
        memory.deallocate()
    }

    /// Adds bytes.
    ///
    /// - Parameter write: Called with the blocks whenever the memory is full.
    func add(
        _ bytes: UnsafeRawBufferPointer,
        write: (UnsafeRawBufferPointer) throws(StorageError) -> Void
    ) throws(StorageError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = min(rest.count, memory.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == memory.count {
                try write(UnsafeRawBufferPointer(memory))
                filled = 0
            }
        }
    }

    /// What is left over, which need not be whole blocks.
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<filled]) }
}
