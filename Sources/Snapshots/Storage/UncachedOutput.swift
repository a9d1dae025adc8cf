#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes a new file around the system's cache, where the file system can: a large file that is not read soon would push
/// everything else out of it. An import of ten million rows took 1.3 times as long through the cache.
final class UncachedOutput {
    private let file: FileDescriptor
    /// A multiple of what disks and file systems ask for.
    private static let blockBytes = 4096
    /// Whole blocks, which go to the disk together.
    private let memory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 1 << 20, alignment: UncachedOutput.blockBytes)
    private var filled = 0

    /// - Parameter file: Empty, and written by nobody else.
    init(_ file: FileDescriptor) {
        self.file = file
        file.bypassCache(true)
    }

    deinit {
        memory.deallocate()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = min(rest.count, memory.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == memory.count { try writeBlocks() }
        }
    }

    /// Writes what is left, which need not be whole blocks, in the usual way.
    func finish() throws(StorageError) {
        file.bypassCache(false)
        try file.write(UnsafeRawBufferPointer(rebasing: memory[..<filled]))
        filled = 0
    }

    private func writeBlocks() throws(StorageError) {
        do throws(StorageError) {
            try file.write(UnsafeRawBufferPointer(memory))
        } catch {
            // Some file systems find out only now that they cannot, or want larger blocks.
            guard case .system(_, _, EINVAL) = error, try file.size() == 0 else { throw error }
            file.bypassCache(false)
            try file.write(UnsafeRawBufferPointer(memory))
        }
        filled = 0
    }
}
