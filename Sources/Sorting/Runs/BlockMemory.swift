import SystemCalls

/// The memory of sorted rows, in slabs that are used again. Sendable, since what changes is under the monitor.
public final class BlockMemory: @unchecked Sendable {
    private let monitor = Monitor()
    /// Slabs of the usual size that nobody uses.
    private var free: [UnsafeMutableRawBufferPointer] = []

    /// Many times the rows of one block.
    private static let slabBytes = 16 << 20

    private static let fewBytes = 1 << 18

    /// Memory of nothing yet.
    public init() {}

    deinit {
        for memory in free { memory.deallocate() }
    }

    /// A slab with room for at least so many bytes. So few that they are all of an import get no more.
    func slab(_ bytes: Int) -> MemorySlab {
        guard bytes >= Self.fewBytes else { return MemorySlab(.allocate(byteCount: bytes, alignment: 8), of: self) }
        let size = max(bytes, Self.slabBytes)
        let used = size == Self.slabBytes ? monitor.change { free.popLast() } : nil
        return MemorySlab(used ?? .allocateLarge(byteCount: size), of: self)
    }

    fileprivate func giveBack(_ memory: UnsafeMutableRawBufferPointer) {
        guard memory.count == Self.slabBytes else { return memory.deallocate() }
        monitor.change { free.append(memory) }
    }
}

/// A piece of memory that blocks take their bytes from, one after the other.
///
/// Sendable, since one thread fills it, and what it has given away is changed by nobody but the block that took it.
final class MemorySlab: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer
    private let owner: BlockMemory
    private var used = 0

    fileprivate init(_ memory: UnsafeMutableRawBufferPointer, of owner: BlockMemory) {
        self.memory = memory
        self.owner = owner
    }

    deinit {
        owner.giveBack(memory)
    }

    /// The next bytes; nil if there are not as many left.
    func take(_ bytes: Int) -> UnsafeMutableRawBufferPointer? {
        guard memory.count - used >= bytes else { return nil }
        defer { used += bytes }
        return UnsafeMutableRawBufferPointer(rebasing: memory[used..<used + bytes])
    }
}
