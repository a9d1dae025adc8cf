public import Recipients
import SystemCalls

/// A user's file that is written as a whole or not at all: under another name in the same folder, and then renamed.
/// Private by default.
public final class DiskOutputFile: OutputFile {
    private let path: String
    private let name: String
    private let temporary: String
    private let role: OutputRole
    private let overwrites: Bool
    private var descriptor: Int32
    private let syncAhead = SyncAhead()

    /// - Parameters:
    ///   - path: The path of the file.
    ///   - name: The file's name in messages; nil for its path.
    ///   - role: What it is written for.
    ///   - overwrites: Whether an existing file is replaced.
    ///   - mode: Its permissions.
    /// - Throws: What `check` throws, and `storage` if the file cannot be created.
    public init(
        path: String,
        named name: String? = nil,
        as role: OutputRole = .document,
        overwrites: Bool,
        mode: UInt32 = 0o600
    ) throws(Failure) {
        self.path = path
        self.name = name ?? path
        self.role = role
        self.overwrites = overwrites
        temporary = Self.temporary(for: path)
        descriptor = -1
        try Self.check(path, as: role, overwrites: overwrites)
        descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create") }
        guard mode == 0o600 || fchmod(descriptor, mode_t(mode)) == 0 else {
            let failure = failure("create")
            abandon()
            throw failure
        }
    }

    /// The name of a file while it is written.
    static func temporary(for path: String) -> String { "\(path).\(getpid()).part" }

    /// Checks whether a file can be written, and writes nothing.
    ///
    /// - Throws: `invalid-value` for a path into a store or with a NUL character, `file-exists` if something is in the
    ///   way.
    static func check(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) {
        try FileName.check(path, about: role.subject)
        if let store = StoreFence.store(around: path) {
            throw FileProblem.withinStore(path, store: store, role).failure
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileProblem.cannotBeReplaced(path, role).failure
        }
        if !overwrites { throw FileProblem.alreadyThere(path, role).failure }
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        do {
            try SystemCalls.writeAll(bytes, to: descriptor)
        } catch {
            throw failure("write", error)
        }
        syncAhead.note(bytes.count, in: descriptor)
    }

    public func replace(_ part: Range<Int>, with bytes: [UInt8]) throws(Failure) {
        do throws(SystemError) {
            try moveEnd(from: part.upperBound, by: bytes.count - part.count)
            try bytes.span.bytes.withUnsafeBytes { (bytes) throws(SystemError) in
                try SystemCalls.pwriteAll(bytes, to: descriptor, at: part.lowerBound)
            }
        } catch {
            throw failure("write", error)
        }
    }

    /// Moves what follows an offset towards the end, the last block first.
    private func moveEnd(from start: Int, by growth: Int) throws(SystemError) {
        var end = Int(lseek(descriptor, 0, SEEK_END))
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { memory.deallocate() }
        while end > start {
            let block = UnsafeMutableRawBufferPointer(rebasing: memory[..<min(memory.count, end - start)])
            end -= block.count
            guard try SystemCalls.preadAll(descriptor, into: block, at: end) == block.count else {
                throw SystemError(EIO)
            }
            try SystemCalls.pwriteAll(UnsafeRawBufferPointer(block), to: descriptor, at: end + growth)
        }
    }

    public func finish() throws(Failure) {
        do {
            try syncAhead.sync(descriptor)
        } catch {
            throw failure("write", error)
        }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw failure("write") }
        // `link` fails if somebody has taken the name meanwhile. On file systems without links, as on USB sticks, there
        // is a short race.
        if !overwrites, link(temporary, path) == 0 {
            unlink(temporary)
        } else {
            if !overwrites, errno != EPERM, errno != EOPNOTSUPP, errno != EEXIST { throw failure("write") }
            try Self.check(path, as: role, overwrites: overwrites)
            guard rename(temporary, path) == 0 else { throw failure("write") }
        }
        do {
            try SystemCalls.syncNames(inFolder: StoreFence.parent(of: path))
        } catch {
            throw failure("write", error)
        }
    }

    public func abandon() {
        syncAhead.stop()
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        unlink(temporary)
    }

    public func remove() {
        unlink(path)
    }

    private func failure(_ operation: String, _ error: SystemError = .last) -> Failure {
        FileProblem.cannotWrite(name, operation: operation, error, role).failure
    }
}
