internal import DelimitedText
internal import Recipients
internal import SystemCalls

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A regular file that is read from its beginning to its end.
final class InputFile: ByteSource {
    let descriptor: Int32
    private let path: String

    /// - Throws: `unreadable-file` for a file that is not there or not to be read, a folder, a device or a pipe.
    init(path: String) throws(Failure) {
        // Not to wait for the other end of a pipe.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        self.path = path
        guard descriptor >= 0 else {
            throw Failure(.unreadableFile, "cannot read \"\(path)\": \(systemMessage(errno))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(.unreadableFile, "\"\(path)\" is \(Self.kind(status.st_mode)), not a regular file")
        }
    }

    deinit {
        close(descriptor)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = SystemCalls.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR {
                throw Failure(.unreadableFile, "cannot read \"\(path)\": \(systemMessage(errno))")
            }
        }
    }

    private static func kind(_ mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFCHR, S_IFBLK: "a device"
        case S_IFSOCK: "a socket"
        default: "something else"
        }
    }
}
