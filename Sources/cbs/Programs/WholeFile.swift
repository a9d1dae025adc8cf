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
        guard descriptor >= 0 else { throw ProgramProblem.unreadable(path, .last).failure }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ProgramProblem.unreadable(path, .last).failure }
        guard status.st_mode & S_IFMT == S_IFREG else { throw ProgramProblem.scriptIsNotAFile(path).failure }
        return try readAll(descriptor, limit: Source.maximumBytes + 1) { ProgramProblem.unreadable(path, $0).failure }
    }

    static func readStandardInput() throws(Failure) -> [UInt8] {
        let bytes = try readAll(STDIN_FILENO, limit: maximumInputBytes + 1) { error in
            StreamProblem.unreadableInput(error).failure
        }
        guard bytes.count <= maximumInputBytes else {
            throw ProgramProblem.inputTooLong(limit: maximumInputBytes).failure
        }
        return bytes
    }

    private static func readAll(
        _ descriptor: Int32,
        limit: Int,
        _ failure: (SystemError) -> Failure
    ) throws(Failure) -> [UInt8] {
        do throws(SystemError) {
            return try SystemCalls.readAll(descriptor, limit: limit, givesUp: { Interruption.isRequested })
        } catch {
            throw Interruption.isRequested ? ProgramProblem.interrupted.failure : failure(error)
        }
    }
}

/// The files that scripts include and run, as they are on disk.
struct ScriptFolder: FileReading {
    func contents(of path: String) throws(Failure) -> [UInt8] { try WholeFile.read(path) }

    func identity(of path: String) -> String { SystemCalls.resolved(path) }

    var homeFolder: String? { UserFolder.home }
}
