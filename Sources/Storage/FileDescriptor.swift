import SystemCalls

/// An open file of a folder storage. Not closed by itself: `close()` once.
struct FileDescriptor {
    let descriptor: Int32
    let path: StoragePath

    /// Opens a file, never through a symbolic link except the store's own folder; a new one gets the mode 0600. What is
    /// no file, such as a pipe, is opened without waiting for it.
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
            // What is wrong with the store's own folder, the system says best.
            case _ where path.text.isEmpty: throw .system(operation: "open", path: path, errno: errno)
            case ELOOP, EISDIR, ENOTDIR, ENXIO: throw .unexpectedKind(path)
            default: throw .system(operation: "open", path: path, errno: errno)
            }
        }
    }

    func close() {
        _ = SystemCalls.close(descriptor)
    }

    /// Locks the file or folder for all of its openings, without waiting.
    ///
    /// - Parameter kind: `LOCK_SH` or `LOCK_EX`.
    /// - Returns: False if another one holds it.
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

    /// Gives a lock back and closes what held it. Closing alone would not do, as long as a process that was just started has
    /// the descriptor as well.
    static func unlockAndClose(_ descriptor: Int32) {
        flock(descriptor, LOCK_UN)
        _ = SystemCalls.close(descriptor)
    }

    /// Which file or folder it is.
    var identity: FileIdentity {
        get throws(StorageError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                throw .system(operation: "inspect", path: path, errno: errno)
            }
            return FileIdentity(status)
        }
    }

    /// What a regular file looks like now.
    var version: FileVersion {
        get throws(StorageError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                throw .system(operation: "inspect", path: path, errno: errno)
            }
            guard status.st_mode & S_IFMT == S_IFREG else { throw .unexpectedKind(path) }
            return FileVersion(status)
        }
    }

    /// The size of a regular file.
    func size() throws(StorageError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(operation: "inspect", path: path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unexpectedKind(path) }
        return Int(status.st_size)
    }

    /// All bytes of a regular file.
    func map() throws(StorageError) -> MappedBytes {
        let size = try size()
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

    /// Reads bytes from a place on, as many as the memory has room for.
    ///
    /// - Returns: How many were read; fewer at the end of the file.
    func read(from offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        var count = 0
        while count < memory.count {
            let read = pread(
                descriptor, memory.baseAddress?.advanced(by: count), memory.count - count, off_t(offset + count))
            if read < 0 {
                if errno == EINTR { continue }
                throw .system(operation: "read", path: path, errno: errno)
            }
            if read == 0 { break }
            count += read
        }
        return count
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        do {
            try SystemCalls.writeAll(bytes, to: descriptor)
        } catch {
            throw .system(operation: "write", path: path, errno: error.number)
        }
    }

    /// Lets reads and writes go around the system's cache, or no longer. From then on, memory, places and lengths are whole
    /// blocks.
    ///
    /// - Returns: Whether the file system can; if not, all stays as it was.
    @discardableResult
    func bypassCache(_ isOn: Bool) -> Bool {
        SystemCalls.bypassCache(descriptor, isOn)
    }

    /// Makes the time at which the file was last changed later than that of another file, where the file system lets it.
    func setModified(after earlier: timespec) throws(StorageError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(operation: "inspect", path: path, errno: errno) }
        let own = status.modificationTime
        guard (own.tv_sec, own.tv_nsec) <= (earlier.tv_sec, earlier.tv_nsec) else { return }
        let isLastOfSecond = earlier.tv_nsec == 999_999_999
        let later = timespec(
            tv_sec: earlier.tv_sec &+ (isLastOfSecond ? 1 : 0), tv_nsec: isLastOfSecond ? 0 : earlier.tv_nsec + 1)
        // The time of the last reading stays as it is.
        _ = futimens(descriptor, [status.accessTime, later])
    }

    func sync() throws(StorageError) {
        guard fsync(descriptor) == 0 else { throw .system(operation: "sync", path: path, errno: errno) }
    }

    func syncData() throws(StorageError) {
        guard SystemCalls.syncData(descriptor) == 0 else { throw .system(operation: "sync", path: path, errno: errno) }
    }
}

extension FileVersion {
    init(_ status: stat) {
        self.init(inode: UInt64(status.st_ino), size: Int64(status.st_size), modified: status.modified)
    }
}

extension stat {
    /// When the file was last changed, in nanoseconds since 1970; years after 2262 begin again.
    var modified: Int64 { Int64(modificationTime.tv_sec) &* 1_000_000_000 &+ Int64(modificationTime.tv_nsec) }
}
