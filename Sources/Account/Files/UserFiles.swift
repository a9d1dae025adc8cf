public import DelimitedText
public import Recipients

/// Where the files are that statements name: on the disk, or, where nothing of a statement is to last, above it.
public protocol UserFiles: AnyObject, Sendable {
    /// Opens a regular file to be read from its beginning.
    ///
    /// - Throws: `unreadable-file` for a file that is not there or not to be read, a folder, a device or a pipe.
    func open(_ path: String) throws(Failure) -> any InputFile

    /// Looks for what keeps a file from being written, and writes nothing.
    ///
    /// - Parameters:
    ///   - path: Where the file is to be.
    ///   - role: What it is written for.
    ///   - overwrites: Whether an existing file is replaced.
    /// - Throws: `invalid-value` for a path into a store, `file-exists` where something is in the way.
    func check(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure)

    /// Begins a file, which gets its name once it is finished.
    ///
    /// - Parameters:
    ///   - path: Where the file is to be.
    ///   - role: What it is written for.
    ///   - overwrites: Whether an existing file is replaced.
    /// - Throws: What `check` throws, and `storage` where the file cannot be created.
    func create(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) -> any OutputFile
}

/// A file that is read.
public protocol InputFile: ByteSource, AnyObject {
    /// How long it is, in bytes.
    var size: Int { get }
    /// What the system reads it by; nil for a file that is not on the disk.
    var descriptor: Int32? { get }
}

/// A file that is written whole or not at all.
public protocol OutputFile: AnyObject {
    /// Writes all of the bytes after those that were written before; `storage` where the disk does not take them.
    func write(_ bytes: UnsafeRawBufferPointer) throws(Failure)

    /// Writes other bytes over a part of what was written; what is after it moves back.
    ///
    /// - Precondition: The part has been written, and is not longer than the bytes.
    /// - Complexity: In the length of what is after the part.
    func replace(_ part: Range<Int>, with bytes: [UInt8]) throws(Failure)

    /// Makes the file durable and gives it its name. A file that has come up in the meantime is not overwritten unasked.
    func finish() throws(Failure)

    /// Removes what was written.
    func abandon()

    /// Removes a finished file again.
    func remove()
}

/// What a file is written for: it decides which part of a command a failure is about, and what helps.
public enum OutputRole: Sendable {
    /// Recipients or rows, which `--overwrite` may write over another file.
    case export
    /// The rows that an import rejects.
    case rejects
    /// Anything else.
    case document
}

/// A file that a statement names: its path, and where files are.
public struct UserFile: Hashable, Sendable {
    /// The path that opens it.
    public let path: String
    let files: any UserFiles

    /// Names a file; nothing is opened yet.
    public init(_ path: String, in files: any UserFiles = DiskFiles.shared) {
        self.path = path
        self.files = files
    }

    /// Opens it to be read from its beginning.
    ///
    /// - Throws: `unreadable-file`.
    public func open() throws(Failure) -> any InputFile { try files.open(path) }

    /// Whether both are the same path among the same files.
    public static func == (one: UserFile, other: UserFile) -> Bool {
        one.path == other.path && one.files === other.files
    }

    /// Hashes the path.
    public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}

extension OutputFile {
    /// Writes a text after what was written before.
    public func write(_ text: String) throws(Failure) {
        try Array(text.utf8).span.bytes.withUnsafeBytes { (bytes) throws(Failure) in try write(bytes) }
    }
}

extension UserFile {
    /// Begins it, to be written in pieces.
    ///
    /// - Parameter overwrites: Whether an existing file is replaced.
    /// - Throws: `file-exists`, or `storage` where the file cannot be created.
    public func begin(overwrites: Bool) throws(Failure) -> any OutputFile {
        try files.create(path, as: .export, overwrites: overwrites)
    }

    /// Writes a text to it: whole or not at all.
    ///
    /// - Parameters:
    ///   - text: What it is to hold.
    ///   - overwrites: Whether an existing file is replaced.
    /// - Throws: `file-exists`, or `storage` where the file cannot be written.
    public func write(_ text: String, overwrites: Bool) throws(Failure) {
        let file = try files.create(path, as: .export, overwrites: overwrites)
        do throws(Failure) {
            try Array(text.utf8).span.bytes.withUnsafeBytes { (bytes) throws(Failure) in try file.write(bytes) }
            try file.finish()
        } catch {
            file.abandon()
            throw error
        }
    }
}
