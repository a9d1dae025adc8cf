import SystemCalls

/// A storage in a folder of the file system.
///
/// Files are created with mode 0600 and folders with 0700; a symbolic link where a file or folder is expected is never
/// followed. What is durable has been synced together with the folder that names it. A sync that failed is never
/// tried again: what was being written is given up.
public final class FolderStorage: Storage {
    /// The file that the one writer holds. It is the storage's own, beside those of the store.
    public static let lockFile = StoragePath("lock")
    /// What the name of a file ends with while the file is written that replaces another.
    public static let temporarySuffix = ".new"

    /// The folder, as the user named it.
    public let root: String
    var lockDescriptor: Int32?

    /// The storage of a folder on disk, which need not be there yet.
    public init(root: String) {
        self.root = root
    }

    deinit {
        unlock()
    }

    func fullPath(_ path: StoragePath) -> String {
        path.text.isEmpty ? root : "\(root)/\(path.text)"
    }

    public func map(_ path: StoragePath) throws(StorageError) -> MappedBytes {
        let file = try FileDescriptor.open(self, path, O_RDONLY)
        defer { file.close() }
        return try file.map()
    }

    public func version(of path: StoragePath) throws(StorageError) -> FileVersion? {
        try checkFolders(of: path)
        guard let status = try status(of: path) else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unexpectedKind(path) }
        return FileVersion(inode: UInt64(status.st_ino), size: Int64(status.st_size), modified: status.modified)
    }

    public func create(_ path: StoragePath, expecting size: Int) throws(StorageError) -> any StorageWriter {
        try createFolders(for: path)
        return try FolderWriter(self, path, expecting: size)
    }

    public func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile {
        try createFolders(for: path)
        return try FolderScratch(self, path)
    }

    public func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        let isNew = try version(of: path) == nil
        if isNew { try createFolders(for: path) }
        let file = try FileDescriptor.open(self, path, O_WRONLY | O_CREAT | O_APPEND)
        defer { file.close() }
        try file.write(bytes)
        try file.syncData()
        if isNew { try syncFolder(of: path) }
    }

    public func replace(_ path: StoragePath, with bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try createFolders(for: path)
        let temporary = StoragePath(path.text + Self.temporarySuffix)
        let writer = try FolderWriter(self, temporary)
        do throws(StorageError) {
            try writer.write(bytes)
            if let old = try status(of: path) {
                guard old.st_mode & S_IFMT == S_IFREG else { throw StorageError.unexpectedKind(path) }
                // The number of a file that is gone is soon given to another, and clocks tick slowly: without this, a
                // file that was replaced twice could look as it did before.
                try writer.setModified(after: old.modificationTime)
            }
            try writer.syncAndClose()
            guard rename(fullPath(temporary), fullPath(path)) == 0 else {
                throw StorageError.system(operation: "rename", path: path, errno: errno)
            }
        } catch {
            writer.abandon()
            throw error
        }
        try syncFolder(of: path)
    }

    public func remove(_ path: StoragePath) throws(StorageError) {
        try checkFolders(of: path)
        guard unlink(fullPath(path)) == 0 else {
            if errno == ENOENT { throw .missing(path) }
            if errno == EISDIR { throw .unexpectedKind(path) }
            throw .system(operation: "remove", path: path, errno: errno)
        }
    }

    public func removeFolder(_ path: StoragePath) throws(StorageError) {
        try checkFolders(of: path)
        guard rmdir(fullPath(path)) == 0 else {
            if errno == ENOENT { throw .missing(path) }
            throw .system(operation: "remove", path: path, errno: errno)
        }
    }
}
