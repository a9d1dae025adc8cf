/// Where a store's files are: a folder, memory, or an overlay over another storage.
///
/// The protocol is as narrow as the store's design allows: files are immutable once written, except for the few that are
/// appended to or replaced whole. Every implementation passes the same conformance suite.
///
/// Every call throws `StorageError`; a file that is not there is the error `.missing`, never an empty answer.
public protocol Storage: AnyObject {
    /// Whom it takes this program for, where it has its own users: a server's role.
    var user: String? { get }

    /// Comes before files are read that belong together, and lets what others have changed be seen: a storage that is far away
    /// may answer from what it saw when it last looked, and all of that was true at one moment.
    func look() throws(StorageError)

    /// The bytes of a file, as they are now: later changes of the file do not show.
    func map(_ path: StoragePath) throws(StorageError) -> MappedBytes

    /// Comes before files are mapped, and fetches them in one round trip where they are far away and small enough.
    func prepare(_ paths: [StoragePath]) throws(StorageError)

    /// A large file of lines, block by block; nil where it is at hand, or small enough to be mapped.
    func blocks(of path: StoragePath) throws(StorageError) -> BlockwiseFile?

    /// The last bytes of a file, and where they begin: all of it, or what is at hand of one that is appended to, whose parts
    /// are never cut.
    func mapEnd(of path: StoragePath) throws(StorageError) -> (start: Int, bytes: MappedBytes)

    /// Something that differs whenever the file has been changed; nil if there is no such file.
    func version(of path: StoragePath) throws(StorageError) -> FileVersion?

    /// Begins a new file, with the folders that lead to it. A file of that name that nobody finished is overwritten.
    ///
    /// - Parameters:
    ///   - path: Its name.
    ///   - size: About how many bytes it will have; 0 for few.
    func create(_ path: StoragePath, expecting size: Int) throws(StorageError) -> any StorageWriter

    /// Begins a new file, as `create(_:expecting:)`, or continues with it where an earlier program was cut off that wrote the same.
    ///
    /// - Parameters:
    ///   - path: Its name.
    ///   - content: What no other bytes have that anybody writes to that name: a checksum and a length.
    ///   - size: How many bytes it will have.
    /// - Returns: What takes the bytes, and how many of the first ones are there already.
    func resume(
        _ path: StoragePath,
        of content: String,
        expecting size: Int
    ) throws(StorageError) -> (writer: any StorageWriter, written: Int)

    /// Makes a scratch file.
    ///
    /// - Parameter path: A name that no file has; the file is seen under it for a moment at most.
    func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile

    /// Adds bytes to the end of a file, which is created if need be. Durable when it returns.
    func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError)

    /// As `append(_:to:)`, but durable only with the next `append(_:to:)` of that file.
    func appendForNow(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError)

    /// Replaces a file, or creates it, in one step: a reader sees the old bytes or the new ones. Durable when it returns.
    ///
    /// - Parameters:
    ///   - path: Its name.
    ///   - bytes: What it holds from then on.
    ///   - known: The version that the caller has read; nil if there must be no such file.
    /// - Returns: What the file looks like from then on.
    /// - Throws: `.lost` if the file is not of that version any more, `.overtaken` if another writer has taken the lock
    ///   since: then nothing has happened. After any other error the file may be the old one or the new one, and the
    ///   caller looks.
    @discardableResult
    func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion

    /// Replaces a file, and adds bytes to the end of another one in the same step, where the storage can do both in one.
    ///
    /// - Parameters:
    ///   - path: The file that is replaced.
    ///   - bytes: What it holds from then on.
    ///   - known: The version that is replaced; nil for a file that is not there yet.
    ///   - addition: What is to be added, and to which file.
    /// - Returns: What the file looks like from then on, and whether the bytes were added. If not, the caller does so.
    /// - Throws: As `replace(_:with:replacing:)`.
    func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        adding addition: StorageAddition
    ) throws(StorageError) -> (version: FileVersion, isAdded: Bool)

    /// Begins to replace several files in one step; the lock is held.
    func beginSwitch() throws(StorageError) -> any StorageSwitch

    /// Looks for a switch that was committed and whose files do not have their names yet. From then on they are what this
    /// storage reads. Comes before files are read that belong together; whoever takes the lock finishes the switch.
    ///
    /// - Returns: Something that differs from one switch to the next; nil for none.
    @discardableResult
    func lookForSwitch() throws(StorageError) -> FileVersion?

    /// Removes a file.
    func remove(_ path: StoragePath) throws(StorageError)

    /// Removes a folder that is empty.
    func removeFolder(_ path: StoragePath) throws(StorageError)

    /// What is in a folder, in the order of names.
    func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry]

    /// Makes the names in a folder durable as they are now. Comes before files are removed that only a name which may not
    /// be durable yet has made superfluous.
    func syncFolder(_ folder: StoragePath) throws(StorageError)

    /// Takes the lock of writers, if this storage does not hold it already. From then on every writer that held it before
    /// is fenced off: its changes throw `.overtaken`.
    ///
    /// - Parameters:
    ///   - patience: How long to wait for the holder. A reader that clears expired data is waited for in any case.
    ///   - known: The highest epoch that the caller has seen.
    /// - Returns: The epoch of this holder, higher than that of every earlier one.
    /// - Throws: `.locked`, with the holder where it is known.
    func lock(_ patience: Patience, above known: Int) throws(StorageError) -> Int

    /// Takes the lock for a reader that clears expired data, if nobody holds it and nobody reads at this moment: no writer
    /// fails because of it.
    ///
    /// - Returns: The epoch, as for a writer; nil if the lock cannot be had at once.
    func lockForClearing(above known: Int) throws(StorageError) -> Int?

    /// Gives the lock back.
    func unlock()

    /// Where an earlier writer may have been stopped in the middle of something; nil where nobody takes note of it.
    func unsettled() throws(StorageError) -> Unsettled?

    /// Takes note that nothing is left in the middle of anything. The lock is held.
    func settle()

    /// Keeps every file that is there now from being removed by other processes until `unpin()`. Replacing continues, so a
    /// reader pins, reads the manifests, and finds every file that they refer to. For moments: what is to go waits.
    func pin() throws(StorageError)

    /// Lets files go again.
    func unpin()

    /// Comes before files are removed: waits until no other process pins them.
    ///
    /// - Returns: Whether they may go now. If so, `endRemoving()` follows.
    func beginRemoving(_ patience: Patience) throws(StorageError) -> Bool

    /// Comes after files have been removed.
    func endRemoving()

    /// Removes what earlier writers began to write and never finished, as far as it has no name by which it could be found. The
    /// lock is held.
    func removeUnfinished() throws(StorageError)

    /// Gives the room of what was removed back to the system, where that does not happen by itself.
    ///
    /// - Returns: False where this user may not.
    func reclaim() throws(StorageError) -> Bool
}

extension Storage {
    /// A storage that is at hand always answers with what is there.
    public func look() throws(StorageError) {}

    /// The system's user.
    public var user: String? { nil }

    /// Every file is at hand.
    public func prepare(_ paths: [StoragePath]) throws(StorageError) {}

    /// Every file is at hand.
    public func blocks(of path: StoragePath) throws(StorageError) -> BlockwiseFile? { nil }

    /// A whole file is at hand.
    public func mapEnd(of path: StoragePath) throws(StorageError) -> (start: Int, bytes: MappedBytes) {
        (0, try map(path))
    }

    /// Files of a folder are changed one by one.
    public func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        adding addition: StorageAddition
    ) throws(StorageError) -> (version: FileVersion, isAdded: Bool) {
        (try replace(path, with: bytes, replacing: known), false)
    }

    /// Writing again is cheap where files are at hand.
    public func resume(
        _ path: StoragePath,
        of content: String,
        expecting size: Int
    ) throws(StorageError) -> (writer: any StorageWriter, written: Int) {
        (try create(path, expecting: size), 0)
    }

    /// Nobody takes note of it.
    public func unsettled() throws(StorageError) -> Unsettled? { nil }

    /// Nobody takes note of it.
    public func settle() {}

    /// Where that is no faster, bytes are durable at once.
    public func appendForNow(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try append(bytes, to: path)
    }

    /// Every file has a name.
    public func removeUnfinished() throws(StorageError) {}

    /// The room of a file is free when it is removed.
    public func reclaim() throws(StorageError) -> Bool { true }

    /// Begins a new file of few bytes.
    public func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        try create(path, expecting: 0)
    }

    /// As `appendForNow(_:to:)`, for an array.
    public func appendForNow(_ bytes: [UInt8], to path: StoragePath) throws(StorageError) {
        try bytes.withUnsafeBytes { bytes in
            Result { () throws(StorageError) in try appendForNow(bytes, to: path) }
        }.get()
    }

    /// As `append(_:to:)`, for an array.
    public func append(_ bytes: [UInt8], to path: StoragePath) throws(StorageError) {
        try bytes.withUnsafeBytes { bytes in
            Result { () throws(StorageError) in try append(bytes, to: path) }
        }.get()
    }

    /// Comes before a replacement.
    ///
    /// - Throws: `.lost` if the file is not of the version that the caller has read.
    public func check(_ path: StoragePath, isStill known: FileVersion?) throws(StorageError) {
        guard try version(of: path) == known else { throw .lost(path) }
    }

    /// As `replace(_:with:replacing:)`, for an array.
    @discardableResult
    public func replace(
        _ path: StoragePath,
        with bytes: [UInt8],
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion {
        try bytes.withUnsafeBytes { bytes in
            Result { () throws(StorageError) in try replace(path, with: bytes, replacing: known) }
        }.get()
    }

    /// Replaces a file whatever it holds: one that nobody else replaces.
    public func replace(_ path: StoragePath, with bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try replace(path, with: bytes, replacing: try version(of: path))
    }

    /// Replaces a file whatever it holds, for an array.
    public func replace(_ path: StoragePath, with bytes: [UInt8]) throws(StorageError) {
        try replace(path, with: bytes, replacing: try version(of: path))
    }

    /// Takes the lock of writers, if nobody holds it.
    public func lock() throws(StorageError) {
        _ = try lock(.none, above: 0)
    }
}

/// A file that is being written. Nothing refers to it before it is finished.
public protocol StorageWriter: AnyObject {
    /// Adds bytes to the file.
    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError)

    /// Ends the file. It and its name are durable before a file that is replaced after that, or at once.
    func finish() throws(StorageError)

    /// Removes what has been written.
    func abandon()
}

/// Bytes that are added to the end of a file.
public struct StorageAddition {
    /// The file.
    public let path: StoragePath
    /// What it gains.
    public let bytes: [UInt8]

    /// So many bytes for a file.
    public init(_ bytes: [UInt8], to path: StoragePath) {
        self.path = path
        self.bytes = bytes
    }
}

/// One file or folder in a folder.
public struct StorageEntry: Hashable, Sendable {
    /// The last part of its path.
    public let name: String
    /// Whether it is a folder.
    public let isFolder: Bool
    /// Bytes; 0 for a folder.
    public let size: Int

    /// What a listing says of one name; the size of a folder is 0.
    public init(name: String, isFolder: Bool, size: Int) {
        self.name = name
        self.isFolder = isFolder
        self.size = size
    }
}

/// What tells one state of a file from another.
public struct FileVersion: Hashable, Sendable {
    let inode: UInt64
    /// Bytes.
    public let size: Int64
    let modified: Int64
}

extension FileVersion {
    /// The version of a file whose storage counts its changes.
    package init(change: Int, size: Int) {
        inode = UInt64(change)
        self.size = Int64(size)
        modified = 0
    }

    /// Which change it is of, where the storage counts them.
    package var change: Int { Int(inode) }
}

/// A file of this process alone. It has no name, where the file system allows that, so that nothing is left of it however the process
/// ends; it is gone with the last reference to it.
///
/// It is written to its end by one thread, then read, by any number of them.
public protocol ScratchFile: AnyObject, Sendable {
    /// Adds bytes to the end.
    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError)

    /// Reads bytes from a place on, as many as the memory has room for.
    func read(from offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(StorageError)

    /// All its bytes, for parts that are too large for the memory: the system reads them as they are looked at.
    func map() throws(StorageError) -> MappedBytes
}
