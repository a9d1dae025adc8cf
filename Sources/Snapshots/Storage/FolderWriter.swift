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
    private let kind: NewFileKind
    private var written = 0
    private var handedOver = 0

    /// How much may wait in the system's cache before the disk is asked to begin. Starting early overlaps the disk's work
    /// with ours, so that the sync at the end has little left to wait for.
    private static let writebackBytes = 8 << 20
    /// Of a larger file, only the latest bytes stay in the system's cache: it would push everything else out of the memory.
    private static let largestCached = 256 << 20
    /// How much the disk may still be busy with.
    private static let recentBytes = 64 << 20

    init(_ storage: FolderStorage, _ path: StoragePath, _ kind: NewFileKind = .durable) throws(StorageError) {
        self.storage = storage
        self.path = path
        self.kind = kind
        file = try FileDescriptor.open(storage, path, O_WRONLY | O_CREAT | O_TRUNC)
    }

    deinit {
        if isOpen { file.close() }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try file.write(bytes)
        written += bytes.count
        if kind == .durable, written - handedOver >= Self.writebackBytes { handOver() }
    }

    /// Lets the disk begin with what has been written, and the system forget what the disk has.
    private func handOver() {
        #if os(Linux)
            // On Linux this advice about dirty pages starts their write-back. Whether it did shows at the sync.
            _ = posix_fadvise(file.descriptor, off_t(handedOver), off_t(written - handedOver), POSIX_FADV_DONTNEED)
            if written > Self.largestCached {
                _ = posix_fadvise(file.descriptor, 0, off_t(written - Self.recentBytes), POSIX_FADV_DONTNEED)
            }
        #endif
        handedOver = written
    }

    func finish() throws(StorageError) {
        guard kind == .durable else { return try close() }
        try syncAndClose()
        try storage.syncFolder(of: path)
    }

    func setModified(after earlier: timespec) throws(StorageError) {
        try file.setModified(after: earlier)
    }

    func syncAndClose() throws(StorageError) {
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
