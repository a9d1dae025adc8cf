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
