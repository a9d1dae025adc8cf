import Recipients
import Rendering
import SystemCalls

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
