public import Recipients
import SystemCalls

/// The files on the disk.
public final class DiskFiles: UserFiles {
    /// The only instance, since there is only one disk.
    public static let shared = DiskFiles()

    private init() {}

    public func open(_ path: String) throws(Failure) -> any InputFile { try DiskInputFile(path: path) }

    public func check(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) {
        try DiskOutputFile.check(path, as: role, overwrites: overwrites)
    }

    public func create(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) -> any OutputFile {
        try DiskOutputFile(path: path, as: role, overwrites: overwrites)
    }
}

/// A regular file that is read from its beginning to its end. It must not change meanwhile.
final class DiskInputFile: InputFile {
    private let opening: Int32
    private let path: String
    private let opened: stat
    private var bytesRead = 0

    /// - Throws: `invalid-value` for a path with a NUL character, `unreadable-file` for a file that does not exist or
    ///   may not be read, a folder, a device or a pipe.
    init(path: String) throws(Failure) {
        try FileName.check(path, about: .input)
        // `O_NONBLOCK`, so as not to wait for the other end of a pipe.
        opening = SystemCalls.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
        self.path = path
        guard opening >= 0 else {
            throw FileProblem.cannotRead(path, .last).failure
        }
        var status = stat()
        guard fstat(opening, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(opening)
            throw FileProblem.notARegularFile(path, kind: Self.kind(status.st_mode)).failure
        }
        opened = status
    }

    deinit {
        close(opening)
    }

    var descriptor: Int32? { opening }

    var size: Int { Int(opened.st_size) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = SystemCalls.read(opening, buffer.baseAddress, buffer.count)
            if count >= 0 {
                bytesRead += count
                // A program that keeps appending faster than this reads must not keep it reading forever.
                if count == 0 || bytesRead > opened.st_size { try checkUnchanged() }
                return count
            }
            if errno != EINTR { throw FileProblem.cannotRead(path, .last).failure }
        }
    }

    /// Checks that the file has not changed: one that is still being written may end within a row.
    private func checkUnchanged() throws(Failure) {
        var status = stat()
        guard fstat(opening, &status) == 0, status.st_size == opened.st_size,
            status.modificationTime.tv_sec == opened.modificationTime.tv_sec,
            status.modificationTime.tv_nsec == opened.modificationTime.tv_nsec
        else { throw FileProblem.changedWhileRead(path).failure }
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
