import CommandLanguage
import Recipients
import SystemCalls

/// Reads whole files: scripts and what is imported from standard input.
enum WholeFile {
    /// The bytes of a script.
    ///
    /// - Throws: `unreadable-file` for one that is not there or not to be read, and for a folder.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path.quoted, .last) }
        defer { close(descriptor) }
        return try readAll(descriptor, path.quoted)
    }

    static func readStandardInput() throws(Failure) -> [UInt8] {
        try readAll(STDIN_FILENO, "standard input")
    }

    private static func readAll(_ descriptor: Int32, _ name: String) throws(Failure) -> [UInt8] {
        do throws(SystemError) {
            return try SystemCalls.readAll(descriptor, givesUp: { Interruption.isRequested })
        } catch {
            throw unreadable(name, error)
        }
    }

    private static func unreadable(_ name: String, _ error: SystemError) -> Failure {
        if Interruption.isRequested { return Failure(.cancelled, "interrupted") }
        return Failure(.unreadableFile, "cannot read \(name): \(error.message)")
    }
}

/// The files that scripts include and run, as they stand on the disk.
struct ScriptFolder: FileReading {
    func contents(of path: String) throws(Failure) -> [UInt8] { try WholeFile.read(path) }

    var homeFolder: String? { UserFolder.home }
}
