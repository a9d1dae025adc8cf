/// Where a store's files are: a folder, a server, memory, or an overlay over another storage.
///
/// The protocol is as narrow as the store's design allows: files are immutable once written, except for the few that
/// are appended to or replaced whole. Every implementation passes the same conformance suite.
///
/// Every call throws `StorageError`; a file that is not there is the error `.missing`, never an empty answer.
public protocol Storage: AnyObject {
    /// The user that the storage takes this program for, if it has users of its own: a server's role.
    var user: String? { get }

    /// Whether several threads may read files at the same time.
    var mayBeReadByThreads: Bool { get }

    /// From now on, a remote storage that waits for its server asks now and then, on any thread, whether the user no
    /// longer wants to wait.
    func heed(_ isCancelled: @escaping () -> Bool)

    /// Makes changes by others visible; to be called before files are read that belong together. A remote storage may
    /// answer from what it saw when it last looked, and all of that was true at one moment.
    func look() throws(StorageError)

    /// The bytes of a file as they are now: later changes of the file do not show.
    func map(_ path: StoragePath) throws(StorageError) -> MappedBytes

    /// To be called before several files are mapped: fetches them in one round trip if they are remote and small
    /// enough.
    func prepare(_ paths: [StoragePath]) throws(StorageError)

    /// A large file of lines, block by block; nil if it is local, or small enough to be mapped.
    func blocks(of path: StoragePath) throws(StorageError) -> BlockwiseFile?

    /// The last bytes of a file, and their offset: the whole file, or, of a file that is appended to, what is available
    /// locally, which begins where some append began.
    func mapEnd(of path: StoragePath) throws(StorageError) -> (start: Int, bytes: MappedBytes)

    /// A value that differs whenever the file has been changed; nil if there is no such file.
    func version(of path: StoragePath) throws(StorageError) -> FileVersion?

    /// Begins a new file, and makes the folders that lead to it. An unfinished file with that path is overwritten.
    ///
    /// - Parameter path: The path of the file.
    func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter

    /// Begins a new file as `create(_:)` does, or continues one if an earlier program was interrupted while writing the
    /// same bytes.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - content: Identifies the bytes among all that anybody writes to that path: a checksum and a length.
    /// - Returns: The writer, and how many of the first bytes are there already.
    func resume(
        _ path: StoragePath,
        of content: String
    ) throws(StorageError) -> (writer: any StorageWriter, written: Int)

    /// Makes a scratch file.
    ///
    /// - Parameter path: A path that no file has; the scratch file is visible under it for a moment at most.
    func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile

    /// Adds bytes to the end of a file, which is created if necessary. Durable when it returns.
    func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError)

    /// Like `append(_:to:)`, but durable only with the next `append(_:to:)` of that file.
    func appendForNow(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError)

    /// Replaces a file, or creates it, in one step: a reader sees the old bytes or the new ones. Durable when it
    /// returns.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - bytes: The new content.
    ///   - known: The version that the caller has read; nil if there must be no such file.
    /// - Returns: The version of the new file.
    /// - Throws: `.lost` if the file no longer has that version, `.overtaken` if another writer has taken the lock in
    ///   the meantime: in both cases nothing has happened. After any other error the file may be the old one or the new
    ///   one, and the caller must look.
    @discardableResult
    func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion

    /// Whether `replaceForNow(_:with:replacing:)` returns earlier than `replace(_:with:replacing:)`.
    var replacesForNow: Bool { get }

    /// Like `replace(_:with:replacing:)`, but durable only with the next `finishReplacing()`. That must come before
    /// anything that is based on the new file: another replacement, a removal, a line about it in the log, the news of
    /// it.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - bytes: The new content.
    ///   - known: The version that the caller has read; nil if there must be no such file.
    ///   - finish: Called when the new content is durable and before it replaces the file: what was replaced for now
    ///     before can be finished meanwhile. After an error of this nothing has happened.
    func replaceForNow(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        finishing finish: () throws(StorageError) -> Void
    ) throws(StorageError) -> FileVersion

    /// Waits until what was replaced for now is durable.
    ///
    /// - Throws: Why it may not be: a power cut could bring the old file back.
    func finishReplacing() throws(StorageError)

    /// Replaces a file and adds bytes to the end of another in the same step, if the storage can do both in one.
    ///
    /// - Parameters:
    ///   - path: The file that is replaced.
    ///   - bytes: The new content.
    ///   - known: The version that is replaced; nil if there must be no such file.
    ///   - addition: The bytes to add, and the file to add them to.
    /// - Returns: The version of the new file, and whether the bytes were added. If not, the caller must add them.
    /// - Throws: As `replace(_:with:replacing:)`.
    func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        adding addition: StorageAddition
    ) throws(StorageError) -> (version: FileVersion, isAdded: Bool)

    /// Begins to replace several files in one step; the lock is held.
    func beginSwitch() throws(StorageError) -> any StorageSwitch

    /// Looks for a switch that was committed but whose files have not been renamed yet; from then on this storage reads
    /// the new files. To be called before files are read that belong together. Whoever takes the lock finishes the
    /// switch.
    ///
    /// - Returns: A value that differs from one switch to the next; nil if there is none.
    @discardableResult
    func lookForSwitch() throws(StorageError) -> FileVersion?

    /// Removes a file.
    func remove(_ path: StoragePath) throws(StorageError)

    /// Removes an empty folder.
    func removeFolder(_ path: StoragePath) throws(StorageError)

    /// What is in a folder, sorted by name.
    func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry]

    /// Makes the names in a folder durable. To be called before files are removed that became superfluous only by a
    /// name which may not be durable yet.
    func syncFolder(_ folder: StoragePath) throws(StorageError)

    /// Takes the lock of writers, unless this storage holds it already. From then on every writer that held it before
    /// is fenced off: its changes throw `.overtaken`.
    ///
    /// - Parameters:
    ///   - patience: How long to wait for the holder. A reader that clears expired data is waited for in any case.
    ///   - known: The highest epoch that the caller has seen.
    /// - Returns: The epoch of this holder, higher than that of every earlier one.
    /// - Throws: `.locked`, with the holder if it is known.
    func lock(_ patience: Patience, above known: Int) throws(StorageError) -> Int

    /// Takes the lock for a reader that clears expired data, if nobody holds it and nobody is reading: no writer fails
    /// because of it.
    ///
    /// - Returns: The epoch, as for a writer; nil if the lock is not free at this moment.
    func lockForClearing(above known: Int) throws(StorageError) -> Int?

    /// Gives the lock back.
    func unlock()

    /// Checks that no other process has the lock at this moment. Changes nothing.
    ///
    /// - Throws: `.locked`, with the holder if it is known.
    func checkUnlocked() throws(StorageError)

    /// Where an earlier writer may have been interrupted; nil if the storage does not record that.
    func unsettled() throws(StorageError) -> Unsettled?

    /// Records that nothing is left unfinished. The lock is held.
    func settle()

    /// Keeps other processes from removing any file that exists now, until `unpin()`. Replacing continues: a reader
    /// pins, reads the manifests, and finds every file that they refer to. Only for moments, since removals wait for
    /// it. Waits while another process is removing files, for a minute at most.
    ///
    /// - Parameter isCancelled: Asked now and then: whether the user no longer wants to wait.
    /// - Throws: `.locked` if it could not pin: then a file that is missing need not be damage.
    func pin(isCancelled: @escaping () -> Bool) throws(StorageError)

    /// Ends `pin()`: others may remove files again.
    func unpin()

    /// Waits until no other process pins files; to be called before files are removed.
    ///
    /// - Returns: Whether they may be removed. If so, `endRemoving()` must follow.
    func beginRemoving(_ patience: Patience) throws(StorageError) -> Bool

    /// To be called after files have been removed.
    func endRemoving()

    /// Removes what earlier writers began and never finished, if it has no path under which it could be found. The lock
    /// is held.
    func removeUnfinished() throws(StorageError)

    /// Gives the space of removed files back to the system, where that does not happen by itself.
    ///
    /// - Returns: False if this user may not.
    func reclaim() throws(StorageError) -> Bool
}

/// A file that is being written. Nothing may refer to it before it is finished.
public protocol StorageWriter: AnyObject {
    /// Adds bytes to the file.
    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError)

    /// Ends the file. It and its name are durable at once, or at the latest when another file is replaced.
    func finish() throws(StorageError)

    /// Removes what has been written.
    func abandon()
}

/// A file for this process alone. If the file system allows that, it has no name, so that nothing is left of it however
/// the process ends. It is gone with the last reference to it.
///
/// One thread writes it to its end; then any number of threads may read it.
public protocol ScratchFile: AnyObject, Sendable {
    /// Adds bytes to the end.
    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError)

    /// Reads bytes from an offset on, as many as the memory has room for.
    func read(from offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(StorageError)

    /// All its bytes, for parts that are too large for memory: the system reads them as they are used.
    func map() throws(StorageError) -> MappedBytes
}
