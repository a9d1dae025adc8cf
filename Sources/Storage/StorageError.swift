import SystemCalls

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
    /// Whether there is no such file or folder.
    public var isMissing: Bool {
        if case .missing = self { return true }
        return false
    }

    /// What is wrong with the file itself; nil where only the surroundings keep it from being read, such as too many open
    /// files.
    public var damage: String? {
        switch self {
        case .missing: "the file is missing"
        case .unexpectedKind: "it is not a regular file; links are not followed in a store"
        case .locked: nil
        case .system(_, _, let number):
            Self.damages.contains(number) ? "it cannot be read: \(SystemError(number).message)" : nil
        }
    }

    /// What the system says where a disk or a file system has lost something.
    private static let damages: Set<Int32> = {
        #if os(Linux)
            [EIO, EUCLEAN, EBADMSG]
        #else
            [EIO, EBADMSG]
        #endif
    }()
}
