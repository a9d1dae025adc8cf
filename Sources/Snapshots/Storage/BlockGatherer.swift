/// Gathers bytes into whole blocks, as a file is written around the system's cache.
final class BlockGatherer {
    /// What nearly all disks and file systems ask for.
    private static let blockBytes = 4096
    /// Blocks that go to the disk together.
    private let memory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 1 << 20, alignment: BlockGatherer.blockBytes)
    private var filled = 0

    deinit {
        memory.deallocate()
    }

    /// Adds bytes.
    ///
    /// - Parameter write: Takes the blocks whenever they are full.
    func add(
        _ bytes: UnsafeRawBufferPointer,
        write: (UnsafeRawBufferPointer) throws(StorageError) -> Void
    ) throws(StorageError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = min(rest.count, memory.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == memory.count {
                try write(UnsafeRawBufferPointer(memory))
                filled = 0
            }
        }
    }

    /// What is left, which need not be whole blocks.
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<filled]) }
}
