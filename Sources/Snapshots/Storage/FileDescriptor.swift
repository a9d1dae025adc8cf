#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file of a folder storage. Not closed by itself: `close()` once.
struct FileDescriptor {
    let descriptor: Int32
    let path: StoragePath

    /// Opens a file, never through a symbolic link; a new one gets the mode 0600.
    static func open(
        _ storage: FolderStorage,
        _ path: StoragePath,
        _ flags: Int32
    ) throws(StorageError) -> FileDescriptor {
        while true {
            let descriptor = Glibc.open(storage.fullPath(path), flags | O_NOFOLLOW | O_CLOEXEC, 0o600)
            if descriptor >= 0 { return FileDescriptor(descriptor: descriptor, path: path) }
            switch errno {
            case EINTR: continue
            case ENOENT: throw .missing(path)
            case ELOOP, EISDIR: throw .unexpectedKind(path)
            default: throw .system(operation: "open", path: path, errno: errno)
            }
        }
    }

    func close() {
        _ = Glibc.close(descriptor)
    }

    /// The size of a regular file.
    func size() throws(StorageError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(operation: "look at", path: path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unexpectedKind(path) }
        return Int(status.st_size)
    }

    /// Reads up to `size` bytes from the beginning.
    func readAll(size: Int) throws(StorageError) -> MappedBytes {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 16)
        let region = HeapRegion(adopting: memory)
        var count = 0
        while count < size {
            let read = pread(descriptor, memory.baseAddress?.advanced(by: count), size - count, off_t(count))
            if read < 0 {
                if errno == EINTR { continue }
                throw .system(operation: "read", path: path, errno: errno)
            }
            if read == 0 { break }
            count += read
        }
        return MappedBytes(UnsafeRawBufferPointer(rebasing: memory[..<count]), owner: region)
    }

    /// Writes all bytes; a short write is completed.
    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw .system(operation: "write", path: path, errno: errno)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    func sync() throws(StorageError) {
        guard fsync(descriptor) == 0 else { throw .system(operation: "sync", path: path, errno: errno) }
    }

    func syncData() throws(StorageError) {
        guard fdatasync(descriptor) == 0 else { throw .system(operation: "sync", path: path, errno: errno) }
    }
}
