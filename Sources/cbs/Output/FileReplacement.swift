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

/// Writes reports to files.
enum ReportFile {
    /// Checks whether a report can be written to a file, and writes nothing.
    ///
    /// - Parameter scripts: The files that the report is about.
    /// - Throws: `usage` for a script, `invalid-value` for a path into a store, `storage` for a file that the user may
    ///   not write, or in a folder that does not exist.
    static func check(_ path: String, besides scripts: [String]) throws(Failure) {
        let target = SystemCalls.realPath(path) ?? path
        let isScript = scripts.contains { (SystemCalls.realPath($0) ?? $0) == target }
        guard !isScript, !path.lowercased().hasSuffix(ScriptFiles.fileExtension) else {
            throw ProgramProblem.reportIsScript(path).failure
        }
        var status = stat()
        let exists = stat(target, &status) == 0
        let kind = status.st_mode & S_IFMT
        if exists, kind == S_IFDIR { throw FileReplacement.failure(path, SystemError(EISDIR)) }
        if exists, kind != S_IFREG || isStandardOutput(status) { return }
        try DiskFiles.shared.check(target, as: .document, overwrites: true)
        let folder = ScriptPath.folder(of: target)
        guard access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0, !exists || access(target, W_OK) == 0 else {
            throw FileReplacement.failure(path)
        }
    }

    /// Writes a text to a file, which is replaced as a whole, so that nobody reads half of it. Devices and pipes are
    /// written to directly, as is standard output, whatever it is.
    ///
    /// - Throws: `storage` if that fails; an existing file is then unchanged.
    static func write(_ text: String, to path: String) throws(Failure) {
        var status = stat()
        let exists = stat(path, &status) == 0
        let kind = status.st_mode & S_IFMT
        if exists, isStandardOutput(status) {
            return try fill(dup(STDOUT_FILENO), with: text, path)
        }
        if exists, kind != S_IFREG {
            guard kind != S_IFDIR else {
                throw FileReplacement.failure(path, SystemError(EISDIR))
            }
            return try fill(open(path, O_WRONLY | O_CLOEXEC), with: text, path)
        }
        if exists {
            try FileReplacement.write(Array(text.utf8), to: path)
        } else {
            try FileReplacement.create(Array(text.utf8), at: path)
        }
    }

    private static func isStandardOutput(_ file: stat) -> Bool {
        var output = stat()
        return fstat(STDOUT_FILENO, &output) == 0 && output.st_dev == file.st_dev && output.st_ino == file.st_ino
    }

    /// Writes to a descriptor and closes it.
    private static func fill(_ descriptor: Int32, with text: String, _ path: String) throws(Failure) {
        guard descriptor >= 0 else { throw FileReplacement.failure(path) }
        let sink = DescriptorSink(descriptor: descriptor)
        sink.write(text)
        sink.flush()
        let closing = close(descriptor) == 0 ? nil : SystemError.last
        if let error = sink.error ?? closing { throw FileReplacement.failure(path, error) }
    }
}
