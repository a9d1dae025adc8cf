extension Storage {
    /// A local storage always answers with what is there.
    public func look() throws(StorageError) {}

    /// Nothing to do: only a server is waited for.
    public func heed(_ isCancelled: @escaping () -> Bool) {}

    /// The system's user.
    public var user: String? { nil }

    /// One thread at a time.
    public var mayBeReadByThreads: Bool { false }

    /// Nothing to do: every file is local.
    public func prepare(_ paths: [StoragePath]) throws(StorageError) {}

    /// Always nil: every file is local.
    public func blocks(of path: StoragePath) throws(StorageError) -> BlockwiseFile? { nil }

    /// The whole file, which is local.
    public func mapEnd(of path: StoragePath) throws(StorageError) -> (start: Int, bytes: MappedBytes) {
        (0, try map(path))
    }

    /// False: waiting less would save nothing.
    public var replacesForNow: Bool { false }

    /// Like `replace(_:with:replacing:)`.
    public func replaceForNow(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        finishing finish: () throws(StorageError) -> Void
    ) throws(StorageError) -> FileVersion {
        try finish()
        return try replace(path, with: bytes, replacing: known)
    }

    /// Nothing to do: everything has been made durable.
    public func finishReplacing() throws(StorageError) {}

    /// Replaces the file only: most storages change one file at a time.
    public func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        adding addition: StorageAddition
    ) throws(StorageError) -> (version: FileVersion, isAdded: Bool) {
        (try replace(path, with: bytes, replacing: known), false)
    }

    /// Starts anew: where files are local, writing again is cheap.
    public func resume(
        _ path: StoragePath,
        of content: String
    ) throws(StorageError) -> (writer: any StorageWriter, written: Int) {
        (try create(path), 0)
    }

    /// Always nil: nothing is recorded.
    public func unsettled() throws(StorageError) -> Unsettled? { nil }

    /// Nothing to do: nothing is recorded.
    public func settle() {}

    /// Like `append(_:to:)`: for storages where waiting would save nothing.
    public func appendForNow(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try append(bytes, to: path)
    }

    /// Nothing to do: every file has a path.
    public func removeUnfinished() throws(StorageError) {}

    /// Nothing to do: the space of a file is free when it is removed.
    public func reclaim() throws(StorageError) -> Bool { true }

    /// Like `appendForNow(_:to:)`, for an array.
    public func appendForNow(_ bytes: [UInt8], to path: StoragePath) throws(StorageError) {
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(StorageError) in try appendForNow(bytes, to: path) }
    }

    /// Like `append(_:to:)`, for an array.
    public func append(_ bytes: [UInt8], to path: StoragePath) throws(StorageError) {
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(StorageError) in try append(bytes, to: path) }
    }

    /// Checks the version of a file before it is replaced.
    ///
    /// - Throws: `.lost` if the file does not have the version that the caller has read.
    public func check(_ path: StoragePath, isStill known: FileVersion?) throws(StorageError) {
        guard try version(of: path) == known else { throw .lost(path) }
    }

    /// Like `replace(_:with:replacing:)`, for an array.
    @discardableResult
    public func replace(
        _ path: StoragePath,
        with bytes: [UInt8],
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion {
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(StorageError) in
            try replace(path, with: bytes, replacing: known)
        }
    }

    /// Replaces a file whatever it holds: for files that nobody else replaces.
    public func replace(_ path: StoragePath, with bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try replace(path, with: bytes, replacing: try version(of: path))
    }

    /// Replaces a file whatever it holds, for an array.
    public func replace(_ path: StoragePath, with bytes: [UInt8]) throws(StorageError) {
        try replace(path, with: bytes, replacing: try version(of: path))
    }

    /// Pins the files for somebody who does not stop waiting.
    public func pin() throws(StorageError) {
        try pin { false }
    }

    /// Takes the lock of writers, if nobody holds it.
    public func lock() throws(StorageError) {
        _ = try lock(.none, above: 0)
    }
}
