import Recipients
import SystemCalls

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Replaces whole files: readers see the old content or the new one, never a part.
enum FileReplacement {
    /// Writes a file anew. Its mode stays; of a symbolic link, the file that it leads to is replaced.
    ///
    /// - Throws: `unreadable-file` for anything but a regular file, `storage` for what cannot be written; then the
    ///   file is as it was.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        guard let resolved = realpath(path, nil) else { throw failure(path) }
        defer { free(resolved) }
        let target = String(cString: resolved)
        var information = stat()
        guard stat(target, &information) == 0 else { throw failure(path) }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw Failure(.unreadableFile, "\"\(path)\" is no regular file")
        }
        // A rename asks only for the folder's permission.
        guard access(target, W_OK) == 0 else { throw failure(path) }
        try put(bytes, at: target, mode: information.st_mode & 0o7777, path)
    }

    /// Writes a new file, as private as the user's umask has it.
    ///
    /// - Throws: `storage` for what cannot be written; then there is no file.
    static func create(_ bytes: [UInt8], at path: String) throws(Failure) {
        let mask = umask(0)
        umask(mask)
        try put(bytes, at: path, mode: 0o666 & ~mask, path)
    }

    private static func put(
        _ bytes: [UInt8],
        at target: String,
        mode: mode_t,
        _ path: String
    ) throws(Failure) {
        let temporary = "\(target).\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        let isWritten =
            writeAll(bytes, to: descriptor) && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
        let problem = errno
        close(descriptor)
        errno = problem
        guard isWritten, rename(temporary, target) == 0 else {
            let failure = failure(path)
            unlink(temporary)
            throw failure
        }
    }

    static func failure(_ path: String) -> Failure {
        Failure(.storage, "cannot write \"\(path)\": \(String(cString: strerror(errno)))")
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { SystemCalls.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { return false }
            rest = rest.dropFirst(max(0, count))
        }
        return true
    }
}
