import CommandLanguage
import Recipients
import SystemCalls

/// Reads whole files: scripts, and imports from standard input.
enum WholeFile {
    /// How much is imported from standard input, in bytes. It is kept in memory and enough for some ten million rows;
    /// an endless input must end somewhere.
    static let maximumInputBytes = 1 << 30

    /// The bytes of a script. If it is too long, only as many as are needed to see that.
    ///
    /// - Throws: `invalid-value` for a path with a NUL character, `unreadable-file` for a file that does not exist or
    ///   cannot be read, and for a folder, a device or a pipe.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        try FileName.check(path)
        // O_NONBLOCK, so as not to wait for the other end of a pipe.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path.quoted, .last) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path.quoted, .last) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(
                .unreadableFile, "\(path.quoted) is not a regular file",
                help: "name a file; a script that comes through a pipe is read from standard input: cbs < FILE")
        }
        return try readAll(descriptor, path.quoted, limit: Source.maximumBytes + 1)
    }

    static func readStandardInput() throws(Failure) -> [UInt8] {
        let bytes = try readAll(STDIN_FILENO, "standard input", limit: maximumInputBytes + 1)
        guard bytes.count <= maximumInputBytes else {
            throw Failure(
                .unreadableFile, "standard input is longer than \(maximumInputBytes >> 30) GiB",
                help: "write it to a file, and import that", about: .input)
        }
        return bytes
    }

    private static func readAll(_ descriptor: Int32, _ name: String, limit: Int) throws(Failure) -> [UInt8] {
        do throws(SystemError) {
            return try SystemCalls.readAll(descriptor, limit: limit, givesUp: { Interruption.isRequested })
        } catch {
            throw unreadable(name, error)
        }
    }

    private static func unreadable(_ name: String, _ error: SystemError) -> Failure {
        if Interruption.isRequested { return Failure(.cancelled, "interrupted") }
        return Failure(.unreadableFile, "cannot read \(name): \(error.message)")
    }
}

/// The files that scripts include and run, as they are on disk.
struct ScriptFolder: FileReading {
    func contents(of path: String) throws(Failure) -> [UInt8] { try WholeFile.read(path) }

    var homeFolder: String? { UserFolder.home }
}
