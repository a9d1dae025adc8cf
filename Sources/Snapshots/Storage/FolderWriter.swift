internal import SystemCalls

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that a folder storage is writing.
final class FolderWriter: StorageWriter {
    private let storage: FolderStorage
    private let path: StoragePath
    private let file: FileDescriptor
    private var isOpen = true
    /// Of a large file.
    private let output: UncachedOutput?
    private var written = 0
    private var handedOver = 0

    /// How much may wait in the system's cache before the disk is asked to begin. Starting early overlaps the disk's work
    /// with ours, so that the sync at the end has little left to wait for.
    private static let writebackBytes = 8 << 20
    /// Smaller files are kept in the system's cache for whoever reads them next.
    private static let largestCached = 256 << 20

    init(_ storage: FolderStorage, _ path: StoragePath, expecting size: Int = 0) throws(StorageError) {
        self.storage = storage
        self.path = path
        file = try FileDescriptor.open(storage, path, O_WRONLY | O_CREAT | O_TRUNC)
        output = size > Self.largestCached ? UncachedOutput(file) : nil
    }

    deinit {
        if isOpen { file.close() }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        if let output { return try output.write(bytes) }
        try file.write(bytes)
        written += bytes.count
        if written - handedOver >= Self.writebackBytes { handOver() }
    }

    /// Lets the disk begin with what has been written.
    private func handOver() {
        #if os(Linux)
            // On Linux this advice about dirty pages starts their write-back. Whether it did shows at the sync.
            _ = posix_fadvise(file.descriptor, off_t(handedOver), off_t(written - handedOver), POSIX_FADV_DONTNEED)
        #endif
        handedOver = written
    }

    func finish() throws(StorageError) {
        try syncAndClose()
        try storage.syncFolder(of: path)
    }

    func setModified(after earlier: timespec) throws(StorageError) {
        try file.setModified(after: earlier)
    }

    func syncAndClose() throws(StorageError) {
        try output?.finish()
        try file.sync()
        try close()
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
        unlink(storage.fullPath(path))
    }
}
