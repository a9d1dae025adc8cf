internal import Recipients
internal import SystemCalls

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of the user's that is written whole or not at all: under another name in the same folder, then renamed. Private.
final class OutputFile {
    private let path: String
    private let temporary: String
    private let overwrites: Bool
    private var descriptor: Int32

    /// - Throws: `file-exists` unless `overwrites`, `storage` where the file cannot be created.
    init(path: String, overwrites: Bool) throws(Failure) {
        self.path = path
        self.overwrites = overwrites
        temporary = "\(path).\(getpid()).part"
        descriptor = -1
        try Self.check(path, overwrites)
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("create", path) }
    }

    /// - Throws: `file-exists` where something stands in the way.
    static func check(_ path: String, _ overwrites: Bool) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(.fileExists, "\"\(path)\" is there already and not a regular file")
        }
        if !overwrites {
            throw Failure(.fileExists, "\"\(path)\" is there already", help: "--overwrite replaces it")
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var rest = bytes
        while !rest.isEmpty {
            let written = SystemCalls.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw Self.failure("write", path)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Makes the file durable and gives it its name. A file that has come up in the meantime is not overwritten unasked.
    func finish() throws(Failure) {
        guard fsync(descriptor) == 0 else { throw Self.failure("write", path) }
        close(descriptor)
        descriptor = -1
        if overwrites {
            guard rename(temporary, path) == 0 else { throw Self.failure("write", path) }
        } else {
            guard link(temporary, path) == 0 else {
                if errno == EEXIST { try Self.check(path, false) }
                throw Self.failure("write", path)
            }
            unlink(temporary)
        }
    }

    /// Removes what was written.
    func abandon() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        unlink(temporary)
    }

    /// Removes a finished file again.
    func remove() {
        unlink(path)
    }

    private static func failure(_ operation: String, _ path: String) -> Failure {
        Failure(.storage, "cannot \(operation) \"\(path)\": \(systemMessage(errno))")
    }
}
