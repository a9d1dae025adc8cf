import SystemCalls

/// A scratch file in a folder storage. It uses the system's cache: if there is enough memory, none of it ever reaches
/// the disk.
final class FolderScratch: ScratchFile {
    private let file: FileDescriptor

    /// The path, if the file still has its name; nil once the name has been removed.
    private let leftPath: String?

    init(_ storage: FolderStorage, _ path: StoragePath) throws(StorageError) {
        file = try FileDescriptor.open(storage, path, O_RDWR | O_CREAT | O_TRUNC)
        let place = storage.place(of: path)
        // Some file systems cannot remove the name of an open file.
        leftPath = unlinkat(place.folder, place.name, 0) == 0 ? nil : storage.fullPath(path)
    }

    deinit {
        file.close()
        if let leftPath { unlink(leftPath) }
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
