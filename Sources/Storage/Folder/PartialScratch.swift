import SystemCalls

/// Bytes for this process alone that arrive in parts, in any order; in a temporary file without a name.
///
/// Sendable: nobody reads a part before it has been written, and a part is never written twice with different bytes.
package final class PartialScratch: @unchecked Sendable {
    /// All the bytes; zeros where nothing has been written.
    package let mapped: MappedBytes
    private let file: FileDescriptor

    /// - Parameters:
    ///   - size: How many bytes there will be; not 0.
    ///   - folder: The folder of the temporary file.
    package init(size: Int, in folder: String) throws(StorageError) {
        let path = StoragePath("cbs-\(getpid())-\(UInt64.random(in: .min ... .max))")
        let storage = FolderStorage(root: folder)
        file = try FileDescriptor.open(storage, path, O_RDWR | O_CREAT | O_EXCL)
        let place = storage.place(of: path)
        unlinkat(place.folder, place.name, 0)
        guard ftruncate(file.descriptor, off_t(size)) == 0,
            let region = mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0), region != MAP_FAILED
        else {
            let number = errno
            file.close()
            throw .system(operation: "map", path: path, errno: number)
        }
        mapped = MappedBytes(
            UnsafeRawBufferPointer(start: region, count: size), owner: MappedRegion(region, length: size, of: path))
    }

    deinit {
        file.close()
    }

    /// Writes a part. Not through the mapping, so that a full disk is an error and not a signal.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(StorageError) {
        var written = 0
        while written < bytes.count {
            let count = pwrite(
                file.descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written, off_t(offset + written))
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(operation: "write", path: file.path, errno: errno)
            }
            written += count
        }
    }
}
