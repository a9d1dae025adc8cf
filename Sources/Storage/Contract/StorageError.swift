import SystemCalls

/// Why a storage could not do what it was asked.
public enum StorageError: Error, Hashable, Sendable {
    /// There is no such file or folder.
    case missing(StoragePath)
    /// Another process holds the lock of writers.
    case locked(holder: LockHolder?)
    /// Another writer has taken the lock since this one did: nothing has happened.
    case overtaken(by: LockHolder?)
    /// Another writer has replaced the file since the caller read it: nothing has happened.
    case lost(StoragePath)
    /// What the path names is not what it should be: a link, a folder or a device instead of a file.
    case unexpectedKind(StoragePath)
    /// One of the storage's own files, if it is known which one, does not hold what it should.
    case damaged(StoragePath?, FileDamage)
    /// The system refused; `errno` says why.
    case system(operation: String, path: StoragePath, errno: Int32)
    /// The server that has the files cannot be reached, or refused.
    case server(ServerProblem)
}

extension StorageError {
    /// Whether there is no such file or folder.
    public var isMissing: Bool {
        if case .missing = self { return true }
        return false
    }

    /// What is wrong with the file itself; nil if only the circumstances keep it from being read, such as too many open
    /// files.
    public var damage: FileDamage? {
        switch self {
        case .missing: .missing
        case .unexpectedKind: .irregular
        case .damaged(_, let damage): damage
        case .locked, .overtaken, .lost, .server: nil
        case .system(_, _, let number):
            Self.damages.contains(number) ? .unreadable(errno: number) : nil
        }
    }

    /// Whether it says nothing about the file: the server that has it could not be asked.
    public var isOfServer: Bool {
        if case .server = self { return true }
        return false
    }

    /// Whether there is a file that this user may not access.
    public var isForbidden: Bool {
        if case .system(_, _, let number) = self { [EACCES, EPERM].contains(number) } else { false }
    }

    /// Whether it says something about the file, and not about the storage or this program: it is damaged, or this user
    /// may not access it.
    public var isOfFile: Bool { damage != nil || isForbidden }

    /// The errors of a disk or a file system that has lost something.
    private static let damages: Set<Int32> = {
        #if os(Linux)
            [EIO, EUCLEAN, EBADMSG]
        #else
            [EIO, EBADMSG]
        #endif
    }()
}
