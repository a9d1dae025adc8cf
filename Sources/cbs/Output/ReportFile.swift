import Account
import CommandLanguage
import Recipients
import Rendering
import SystemCalls

/// Writes reports to files.
enum ReportFile {
    /// Checks whether a report can be written to a file, and writes nothing.
    ///
    /// - Parameter scripts: The files that the report is about.
    /// - Throws: `usage` for a script, `invalid-value` for a path into a store, `storage` for a file that the user may
    ///   not write, or in a folder that does not exist.
    static func check(_ path: String, besides scripts: [String]) throws(Failure) {
        let target = SystemCalls.resolved(path)
        let isScript = scripts.contains { SystemCalls.resolved($0) == target }
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
