import SystemCalls

/// A file for this process alone. If the file system allows that, it has no name, so that nothing is left of it however
/// the process ends.
final class UnnamedFile: Sendable {
    /// Open for reading and writing until this object is released.
    let file: FileDescriptor

    /// The path, if the file still has its name; nil once the name has been removed.
    private let leftPath: String?

    /// Creates a file and removes its name.
    ///
    /// - Parameter flags: What else to open it with: `O_EXCL` or `O_TRUNC`.
    init(_ storage: FolderStorage, _ path: StoragePath, _ flags: Int32) throws(StorageError) {
        file = try FileDescriptor.open(storage, path, O_RDWR | O_CREAT | flags)
        let place = storage.place(of: path)
        // Some file systems cannot remove the name of an open file.
        leftPath = unlinkat(place.folder, place.name, 0) == 0 ? nil : storage.fullPath(path)
    }

    deinit {
        file.close()
        if let leftPath { unlink(leftPath) }
    }
}

/// A scratch file in a folder storage. It uses the system's cache: if there is enough memory, none of it ever reaches
/// the disk.
final class FolderScratch: ScratchFile {
    private let unnamed: UnnamedFile
    private var file: FileDescriptor { unnamed.file }

    init(_ storage: FolderStorage, _ path: StoragePath) throws(StorageError) {
        unnamed = try UnnamedFile(storage, path, O_TRUNC)
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
