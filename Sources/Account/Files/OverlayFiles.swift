internal import DelimitedText
public import Recipients
internal import Synchronization
import SystemCalls

/// The files of a rehearsal or a scenario: what is written is kept in memory, and read back from there; everything else
/// is read from the files below. What would keep a file from being written below keeps it from being written here, too.
public final class OverlayFiles: UserFiles {
    private let base: any UserFiles
    /// What has been written, by the real paths of the files. These are bytes: two names that are equal as texts may be
    /// those of two files.
    private let written = Mutex<[[UInt8]: [UInt8]]>([:])

    /// An overlay in which nothing has been written.
    public init(over base: any UserFiles) {
        self.base = base
    }

    public func open(_ path: String) throws(Failure) -> any InputFile {
        try FileName.check(path, about: .input)
        if let bytes = contents(of: path) { return MemoryInputFile(bytes) }
        return try base.open(path)
    }

    public func check(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) {
        try FileName.check(path, about: role.subject)
        guard contents(of: path) != nil else { return try base.check(path, as: role, overwrites: overwrites) }
        if !overwrites { throw FileProblem.alreadyThere(path, role).failure }
    }

    public func create(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) -> any OutputFile {
        try check(path, as: role, overwrites: overwrites)
        let temporary = DiskOutputFile.temporary(for: path)
        // First what the file system says of the path, as it would say of a real file.
        var status = stat()
        if lstat(temporary, &status) != 0, errno != ENOENT {
            throw FileProblem.cannotWrite(path, operation: "create", .last, role).failure
        }
        guard access(StoreFence.parent(of: temporary), W_OK | X_OK) == 0 else {
            throw FileProblem.cannotWrite(path, operation: "create", .last, role).failure
        }
        return MemoryOutputFile { [self] bytes in
            written.withLock { $0[Self.realPath(of: path)] = bytes }
        }
    }

    private func contents(of path: String) -> [UInt8]? {
        written.withLock { $0.isEmpty ? nil : $0[Self.realPath(of: path)] }
    }

    /// The one real path of a file, however it is named. If it does not exist below, its folder does.
    private static func realPath(of path: String) -> [UInt8] {
        if let real = SystemCalls.realPath(path) { return Array(real.utf8) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let folder = StoreFence.parent(of: path)
        return Array("\(SystemCalls.resolved(folder))/\(name)".utf8)
    }
}

/// A file that was written in memory and is being read.
private final class MemoryInputFile: InputFile {
    let size: Int
    let descriptor: Int32? = nil
    private var source: MemorySource

    init(_ bytes: [UInt8]) {
        size = bytes.count
        source = MemorySource(bytes)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { source.read(into: buffer) }
}

/// A file that is written in memory.
private final class MemoryOutputFile: OutputFile {
    private var bytes: [UInt8] = []
    /// Sets the file's content; nil removes it.
    private let keep: ([UInt8]?) -> Void

    init(keep: @escaping ([UInt8]?) -> Void) {
        self.keep = keep
    }

    func write(_ bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }

    func replace(_ part: Range<Int>, with bytes: [UInt8]) { self.bytes.replaceSubrange(part, with: bytes) }

    func finish() { keep(bytes) }

    func abandon() { bytes = [] }

    func remove() { keep(nil) }
}
