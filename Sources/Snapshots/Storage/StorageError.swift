/// Why a storage could not do what it was asked.
public enum StorageError: Error, Hashable, Sendable {
    /// There is no such file or folder.
    case missing(StoragePath)
    /// Another process holds the lock of writers.
    case locked(holder: Int32?)
    /// What the path names is not what it should be: a link, a folder or a device instead of a file.
    case unexpectedKind(StoragePath)
    /// The system refused; `errno` says why.
    case system(operation: String, path: StoragePath, errno: Int32)
}

extension StorageError {
    var isMissing: Bool {
        if case .missing = self { return true }
        return false
    }
}
