/// Several files of a storage that are replaced in one step: a reader sees all of the old ones, or all of the new ones.
///
/// There is one switch at a time, by the writer that holds the lock. What was added but never committed belongs to
/// nobody: the next sweep removes it.
public protocol StorageSwitch: AnyObject {
    /// Adds a new file, or a file's new content. Nobody sees it before the commit.
    func add(_ path: StoragePath, _ bytes: UnsafeRawBufferPointer) throws(StorageError)

    /// Replaces all of the files. Durable when it returns.
    ///
    /// - Throws: `.lost` or `.overtaken`: nothing has happened. After any other error the files may be the old ones or
    ///   the new ones, and the caller must look: `lookForSwitch()`, then what they hold.
    func commit() throws(StorageError)

    /// Removes what was added, unless it may have been committed.
    func abandon()
}

extension StorageSwitch {
    /// Like `add(_:_:)`, for an array.
    public func add(_ path: StoragePath, _ bytes: [UInt8]) throws(StorageError) {
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(StorageError) in try add(path, bytes) }
    }
}
