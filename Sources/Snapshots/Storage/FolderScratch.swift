#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A scratch file in a folder storage. It goes through the system's cache: where there is memory for it, nothing of it ever reaches
/// the disk.
final class FolderScratch: ScratchFile {
    private let file: FileDescriptor

    init(_ storage: FolderStorage, _ path: StoragePath) throws(StorageError) {
        file = try FileDescriptor.open(storage, path, O_RDWR | O_CREAT | O_TRUNC)
        guard unlink(storage.fullPath(path)) == 0 else {
            let error = StorageError.system(operation: "remove", path: path, errno: errno)
            file.close()
            throw error
        }
    }

    deinit {
        file.close()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try file.write(bytes)
    }

    func read(from offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(StorageError) {
        guard try file.read(from: offset, into: memory) == memory.count else {
            throw .system(operation: "read", path: file.path, errno: EIO)
        }
    }

    func map() throws(StorageError) -> MappedBytes {
        try file.map()
    }
}
