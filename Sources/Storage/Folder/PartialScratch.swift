import SystemCalls

/// Bytes for this process alone that arrive in parts, in any order: in memory, of which only the parts take space, or,
/// if there may be many, in a temporary file without a name.
///
/// Sendable: nobody reads a part before it has been written, and a part is never written twice with different bytes.
package final class PartialScratch: @unchecked Sendable {
    /// All the bytes; zeros where nothing has been written.
    package let mapped: MappedBytes
    private let place: Place

    private enum Place {
        case memory(UnsafeMutableRawPointer)
        case file(UnnamedFile)
    }

    /// In bytes. Writing parts to a file takes several times as long.
    private static let mostInMemory = 256 << 20

    /// - Parameters:
    ///   - size: How many bytes there will be; not 0.
    ///   - folder: The folder of the temporary file.
    ///   - limit: How many bytes may be in memory.
    package init(size: Int, in folder: String, memory limit: Int = mostInMemory) throws(StorageError) {
        if size <= limit, let region = AnonymousRegion(length: size) {
            place = .memory(region.start)
            mapped = MappedBytes(UnsafeRawBufferPointer(start: region.start, count: size), owner: region)
            return
        }
        let path = StoragePath("cbs-\(getpid())-\(UInt64.random(in: .min ... .max))")
        let unnamed = try UnnamedFile(FolderStorage(root: folder), path, O_EXCL)
        let descriptor = unnamed.file.descriptor
        guard ftruncate(descriptor, off_t(size)) == 0,
            let region = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), region != MAP_FAILED
        else { throw .system(operation: "map", path: path, errno: errno) }
        place = .file(unnamed)
        mapped = MappedBytes(
            UnsafeRawBufferPointer(start: region, count: size), owner: MappedRegion(region, length: size, of: path))
    }

    /// Writes a part. Not through the mapping of a file, so that a full disk is an error and not a signal.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(StorageError) {
        precondition(offset >= 0 && offset + bytes.count <= mapped.bytes.count)
        switch place {
        case .memory(let start):
            UnsafeMutableRawBufferPointer(start: start + offset, count: bytes.count).copyMemory(from: bytes)
        case .file(let unnamed): try unnamed.file.write(bytes, at: offset)
        }
    }
}

/// Memory of zeros, of which only the pages that are written take space.
private final class AnonymousRegion {
    let start: UnsafeMutableRawPointer
    private let length: Int

    /// Nil if the system has no room for it.
    init?(length: Int) {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let start = mmap(nil, length, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED else {
            return nil
        }
        (self.start, self.length) = (start, length)
    }

    deinit {
        munmap(start, length)
    }
}
