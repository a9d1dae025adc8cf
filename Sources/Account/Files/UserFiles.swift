public import DelimitedText
public import Recipients

/// Where the files are that statements name: on disk, or in an overlay if nothing that a statement does should last.
public protocol UserFiles: AnyObject, Sendable {
    /// Opens a regular file for reading from its beginning.
    ///
    /// - Throws: `invalid-value` for a path with a NUL character, `unreadable-file` for a file that does not exist or
    ///   may not be read, a folder, a device or a pipe.
    func open(_ path: String) throws(Failure) -> any InputFile

    /// Checks whether a file can be written, and writes nothing.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - role: What it is written for.
    ///   - overwrites: Whether an existing file is replaced.
    /// - Throws: `invalid-value` for a path into a store or with a NUL character, `file-exists` if something is in the
    ///   way.
    func check(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure)

    /// Begins a file, which gets its name when it is finished.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - role: What it is written for.
    ///   - overwrites: Whether an existing file is replaced.
    /// - Throws: What `check` throws, and `storage` if the file cannot be created.
    func create(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) -> any OutputFile
}

/// A file that is being read.
public protocol InputFile: ByteSource, AnyObject {
    /// Its size in bytes.
    var size: Int { get }
    /// The descriptor of the open file; nil for a file that is not on disk.
    var descriptor: Int32? { get }
}

/// A file that is written as a whole or not at all.
public protocol OutputFile: AnyObject {
    /// Appends bytes. Throws `storage` if the disk does not take them.
    func write(_ bytes: UnsafeRawBufferPointer) throws(Failure)

    /// Replaces a part of what has been written with other bytes; what follows it moves back.
    ///
    /// - Precondition: The part has been written, and is not longer than the bytes.
    /// - Complexity: Linear in the length of what follows the part.
    func replace(_ part: Range<Int>, with bytes: [UInt8]) throws(Failure)

    /// Makes the file durable and gives it its name. Unless overwriting was asked for, a file that has appeared
    /// meanwhile is not replaced.
    func finish() throws(Failure)

    /// Removes what has been written.
    func abandon()

    /// Removes a file that was finished.
    func remove()
}

/// What a file is written for: it decides which part of the command a failure is about, and what the help says.
public enum OutputRole: Sendable {
    /// Recipients or rows, for which `--overwrite` may replace another file.
    case export
    /// The rows that an import rejects.
    case rejects
    /// Anything else.
    case document
}

/// A file that a statement names: its path, and where to look for it.
public struct UserFile: Hashable, Sendable {
    /// The path that opens it.
    public let path: String
    let files: any UserFiles

    /// Names a file; nothing is opened.
    public init(_ path: String, in files: any UserFiles = DiskFiles.shared) {
        self.path = path
        self.files = files
    }

    /// Opens it for reading from its beginning.
    ///
    /// - Throws: `unreadable-file`.
    public func open() throws(Failure) -> any InputFile { try files.open(path) }

    /// Whether both have the same path among the same files.
    public static func == (one: UserFile, other: UserFile) -> Bool {
        one.path == other.path && one.files === other.files
    }

    /// Hashes the path.
    public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}

extension OutputFile {
    /// Appends a text.
    public func write(_ text: String) throws(Failure) {
        try Array(text.utf8).span.bytes.withUnsafeBytes { (bytes) throws(Failure) in try write(bytes) }
    }
}

extension UserFile {
    /// Begins writing it, piece by piece.
    ///
    /// - Parameter overwrites: Whether an existing file is replaced.
    /// - Throws: `file-exists`, or `storage` if the file cannot be created.
    public func begin(overwrites: Bool) throws(Failure) -> any OutputFile {
        try files.create(path, as: .export, overwrites: overwrites)
    }

    /// Writes a text as the file's content: all of it or nothing.
    ///
    /// - Parameters:
    ///   - text: The content.
    ///   - overwrites: Whether an existing file is replaced.
    /// - Throws: `file-exists`, or `storage` if the file cannot be written.
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
