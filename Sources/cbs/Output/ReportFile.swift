import Recipients

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes reports to files.
enum ReportFile {
    /// Writes a text to a file, which is replaced as a whole: nobody ever reads half of it. A device or a pipe is written
    /// to, and so is standard output, wherever it goes.
    ///
    /// - Throws: `storage` if that cannot be; an existing file is then as it was.
    static func write(_ text: String, to path: String) throws(Failure) {
        var status = stat()
        let exists = stat(path, &status) == 0
        let kind = status.st_mode & S_IFMT
        var output = stat()
        if exists, fstat(STDOUT_FILENO, &output) == 0, output.st_dev == status.st_dev, output.st_ino == status.st_ino {
            return try fill(dup(STDOUT_FILENO), with: text, path)
        }
        if exists, kind != S_IFREG {
            guard kind != S_IFDIR else { throw failure(path, EISDIR) }
            return try fill(open(path, O_WRONLY | O_CLOEXEC), with: text, path)
        }
        // A link stays, what it leads to is replaced.
        let resolved = exists ? realpath(path, nil) : nil
        defer { free(resolved) }
        let target = resolved.map { String(cString: $0) } ?? path
        let temporary = "\(target).\(getpid()).part"
        let mode: mode_t = exists ? status.st_mode & 0o777 : 0o666
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(path, errno) }
        do throws(Failure) {
            try fill(descriptor, with: text, path)
            guard rename(temporary, target) == 0 else { throw failure(path, errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Writes to a descriptor and closes it.
    private static func fill(_ descriptor: Int32, with text: String, _ path: String) throws(Failure) {
        guard descriptor >= 0 else { throw failure(path, errno) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            let problem = errno
            guard count >= 0 || problem == EINTR else {
                close(descriptor)
                throw failure(path, problem)
            }
            rest = rest.dropFirst(max(0, count))
        }
        guard close(descriptor) == 0 else { throw failure(path, errno) }
    }

    private static func failure(_ path: String, _ problem: Int32) -> Failure {
        Failure(.storage, "cannot write \"\(path)\": \(String(cString: strerror(problem)))")
    }
}

private func systemWrite(_ descriptor: Int32, _ memory: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, memory, count)
}
