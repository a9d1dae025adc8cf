import Account
import CommandLanguage
import Recipients
import Rendering
import SystemCalls

/// Replaces whole files: readers see the old content or the new one, never a mixture.
enum FileReplacement {
    /// Replaces a file. Its mode is kept; a symbolic link is followed, and the file it leads to is replaced.
    ///
    /// - Throws: `unreadable-file` for anything but a regular file, `storage` if it cannot be written; then the file is
    ///   unchanged.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        guard let target = SystemCalls.realPath(path) else { throw failure(path) }
        var information = stat()
        guard stat(target, &information) == 0 else { throw failure(path) }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw ProgramProblem.targetIsNotAFile(path).failure
        }
        // A rename requires only permission on the folder.
        guard access(target, W_OK) == 0 else { throw failure(path) }
        try put(bytes, at: target, mode: information.st_mode & 0o7777, path)
    }

    /// Creates a file, with the permissions that the user's umask allows.
    ///
    /// - Throws: `storage` if it cannot be written; then there is no file.
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
        let file = try DiskOutputFile(path: target, named: path, overwrites: true, mode: UInt32(mode))
        do throws(Failure) {
            try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Failure) in try file.write(bytes) }
            try file.finish()
        } catch {
            file.abandon()
            throw error
        }
    }

    /// The failure where the system refuses to write a file.
    static func failure(_ path: String, _ error: SystemError = .last) -> Failure {
        ProgramProblem.unwritable(path, error).failure
    }
}
