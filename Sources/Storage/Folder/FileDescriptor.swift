import SystemCalls

/// An open file of a folder storage. It is not closed automatically: call `close()` once.
struct FileDescriptor {
    let descriptor: Int32
    let path: StoragePath

    /// Opens a file, never through a symbolic link except for the store's own folder; a new one gets the mode 0600.
    /// Opening something else than a file, such as a pipe, does not wait.
    static func open(
        _ storage: FolderStorage,
        _ path: StoragePath,
        _ flags: Int32
    ) throws(StorageError) -> FileDescriptor {
        try storage.checkFolders(of: path)
        let noLink = path.text.isEmpty ? 0 : O_NOFOLLOW
        let place = storage.place(of: path)
        while true {
            let descriptor = openat(place.folder, place.name, flags | noLink | O_CLOEXEC | O_NONBLOCK, 0o600)
            if descriptor >= 0 { return FileDescriptor(descriptor: descriptor, path: path) }
            switch errno {
            case EINTR: continue
            case ENOENT: throw .missing(path)
            // For the store's own folder, the system's error says best what is wrong.
            case _ where path.text.isEmpty: throw .system(operation: "open", path: path, errno: errno)
            // The store's own folder is a file, or something on the way to it is.
            case ENOTDIR where path.folder == .root && flags & O_DIRECTORY == 0:
                throw .system(operation: "open", path: .root, errno: ENOTDIR)
            case ELOOP, EISDIR, ENOTDIR, ENXIO: throw .unexpectedKind(path)
            default: throw .system(operation: "open", path: path, errno: errno)
            }
        }
    }

    func close() {
        _ = SystemCalls.close(descriptor)
    }

    /// Locks the file or folder as a whole, without waiting.
    ///
    /// - Parameter kind: `LOCK_SH` or `LOCK_EX`.
    /// - Returns: False if somebody else holds it.
    func lockWhole(_ kind: Int32) throws(StorageError) -> Bool {
        while flock(descriptor, kind | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return false
            default: throw .system(operation: "lock", path: path, errno: errno)
            }
        }
        return true
    }

    /// Gives a lock back and closes its descriptor. Closing alone would not be enough while a process that has just
    /// been started still has a copy of the descriptor.
    static func unlockAndClose(_ descriptor: Int32) {
        flock(descriptor, LOCK_UN)
        _ = SystemCalls.close(descriptor)
    }

    /// Gives its lock back, if it has one, and closes it.
    func unlockAndClose() {
        Self.unlockAndClose(descriptor)
    }

    /// The system's status of the file or folder.
    var status: stat {
        get throws(StorageError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                throw .system(operation: "inspect", path: path, errno: errno)
            }
            return status
        }
    }

    /// The system's status of a regular file.
    private var fileStatus: stat {
        get throws(StorageError) {
            let status = try status
            guard status.st_mode & S_IFMT == S_IFREG else { throw .unexpectedKind(path) }
            return status
        }
    }

    /// Identifies the file or folder.
    var identity: FileIdentity {
        get throws(StorageError) { FileIdentity(try status) }
    }

    /// The current version of a regular file.
    var version: FileVersion {
        get throws(StorageError) { FileVersion(try fileStatus) }
    }

    /// The size of a regular file, in bytes.
    var size: Int {
        get throws(StorageError) { Int(try fileStatus.st_size) }
    }

    /// All bytes of a regular file, mapped or read.
    func map() throws(StorageError) -> MappedBytes {
        let size = try size
        guard size > 0 else { return MappedBytes(UnsafeRawBufferPointer(start: nil, count: 0), owner: nil) }
        // A small file is cheaper to read than to map.
        if size <= 1 << 16 { return try readAll(size: size) }
        guard let region = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), region != MAP_FAILED else {
            throw .system(operation: "map", path: path, errno: errno)
        }
        let owner = MappedRegion(region, length: size, of: path)
        return MappedBytes(UnsafeRawBufferPointer(start: region, count: size), owner: owner)
    }

    /// Reads up to `size` bytes from the beginning.
    func readAll(size: Int) throws(StorageError) -> MappedBytes {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 16)
        let region = HeapRegion(adopting: memory)
        let count = try read(from: 0, into: UnsafeMutableRawBufferPointer(rebasing: memory[..<size]))
        return MappedBytes(UnsafeRawBufferPointer(rebasing: memory[..<count]), owner: region)
    }

    /// Reads bytes from an offset on, as many as the memory has room for.
    ///
    /// - Returns: How many were read; fewer at the end of the file.
    func read(from offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        do {
            return try SystemCalls.preadAll(descriptor, into: memory, at: offset)
        } catch {
            throw .system(operation: "read", path: path, errno: error.number)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        do {
            try SystemCalls.writeAll(bytes, to: descriptor)
        } catch {
            throw .system(operation: "write", path: path, errno: error.number)
        }
    }

    /// Writes bytes from an offset on.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(StorageError) {
        do {
            try SystemCalls.pwriteAll(bytes, to: descriptor, at: offset)
        } catch {
            throw .system(operation: "write", path: path, errno: error.number)
        }
    }

    /// Makes the file's modification time later than an earlier file's, if the file system permits.
    func setModified(after earlier: timespec) throws(StorageError) {
        let status = try status
        let own = status.modificationTime
        guard (own.tv_sec, own.tv_nsec) <= (earlier.tv_sec, earlier.tv_nsec) else { return }
        let isLastOfSecond = earlier.tv_nsec == 999_999_999
        let later = timespec(
            tv_sec: earlier.tv_sec &+ (isLastOfSecond ? 1 : 0), tv_nsec: isLastOfSecond ? 0 : earlier.tv_nsec + 1)
        // The access time stays as it is.
        _ = futimens(descriptor, [status.accessTime, later])
    }

    func syncData() throws(StorageError) {
        do {
            try SystemCalls.syncData(descriptor)
        } catch {
            throw .system(operation: "sync", path: path, errno: error.number)
        }
    }
}

extension FileVersion {
    init(_ status: stat) {
        self.init(number: UInt64(status.st_ino), size: Int64(status.st_size), modified: status.modified)
    }
}

extension stat {
    /// The modification time in nanoseconds since 1970; it wraps around after 2262.
    var modified: Int64 { Int64(modificationTime.tv_sec) &* 1_000_000_000 &+ Int64(modificationTime.tv_nsec) }
}
