public import Recipients
import SystemCalls

/// A file of the user's that is written whole or not at all: under another name in the same folder, then renamed. Private
/// unless told otherwise.
public final class OutputFile {
    /// What a file is written for: it decides which part of a command a failure is about, and what helps.
    public enum Role: Sendable {
        /// Recipients, which `--overwrite` may write over another file.
        case export
        /// The rows that an import rejects.
        case rejects
        /// Anything else.
        case document
    }

    private let path: String
    private let name: String
    private let temporary: String
    private let role: Role
    private let overwrites: Bool
    private var descriptor: Int32

    /// - Parameters:
    ///   - path: Where the file is to stand.
    ///   - name: What messages call the file; nil for its path.
    ///   - role: What it is written for.
    ///   - overwrites: Whether a file that stands there is replaced.
    ///   - mode: Its permissions.
    /// - Throws: `file-exists` unless `overwrites`, `storage` where the file cannot be created.
    public init(
        path: String,
        named name: String? = nil,
        as role: Role = .document,
        overwrites: Bool,
        mode: UInt32 = 0o600
    ) throws(Failure) {
        self.path = path
        self.name = name ?? path
        self.role = role
        self.overwrites = overwrites
        temporary = "\(path).\(getpid()).part"
        descriptor = -1
        try Self.check(path, as: role, overwrites: overwrites)
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create") }
        guard mode == 0o600 || fchmod(descriptor, mode_t(mode)) == 0 else {
            let failure = failure("create")
            abandon()
            throw failure
        }
    }

    /// - Throws: `file-exists` where something stands in the way.
    static func check(_ path: String, as role: Role, overwrites: Bool) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileProblem.cannotBeReplaced(path, role).failure
        }
        if !overwrites { throw FileProblem.alreadyThere(path, role).failure }
    }

    /// Writes all of the bytes behind those that were written before; `storage` where the disk takes them not.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        do {
            try SystemCalls.writeAll(bytes, to: descriptor)
        } catch {
            throw failure("write", error)
        }
    }

    /// Makes the file durable and gives it its name. A file that has come up in the meantime is not overwritten unasked.
    public func finish() throws(Failure) {
        guard fsync(descriptor) == 0 else { throw failure("write") }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw failure("write") }
        // A name that nobody else can have taken meanwhile; file systems without links, as on USB sticks, leave a moment.
        if !overwrites, link(temporary, path) == 0 {
            unlink(temporary)
        } else {
            if !overwrites, errno != EPERM, errno != EOPNOTSUPP, errno != EEXIST { throw failure("write") }
            try Self.check(path, as: role, overwrites: overwrites)
            guard rename(temporary, path) == 0 else { throw failure("write") }
        }
        do {
            try SystemCalls.syncNames(inFolder: folder)
        } catch {
            throw failure("write", error)
        }
    }

    /// Removes what was written.
    public func abandon() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        unlink(temporary)
    }

    /// Removes a finished file again.
    func remove() {
        unlink(path)
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func failure(_ operation: String, _ error: SystemError = .last) -> Failure {
        FileProblem.cannotWrite(name, operation: operation, error, role).failure
    }
}

/// Writes a text to a new file of the user's: whole or not at all, and never over another.
public enum NewFile {
    /// - Throws: `file-exists`, or `storage` where the file cannot be written.
    public static func write(_ text: String, to path: String) throws(Failure) {
        let file = try OutputFile(path: path, overwrites: false)
        do throws(Failure) {
            try Array(text.utf8).span.bytes.withUnsafeBytes { (bytes) throws(Failure) in try file.write(bytes) }
            try file.finish()
        } catch {
            file.abandon()
            throw error
        }
    }
}
