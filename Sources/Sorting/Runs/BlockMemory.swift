import SystemCalls

/// The memory of sorted rows, in slabs that are reused. Sendable, because the mutable state is under the monitor.
public final class BlockMemory: @unchecked Sendable {
    private let monitor = Monitor()
    /// Unused slabs of the usual size.
    private var free: [UnsafeMutableRawBufferPointer] = []

    /// In bytes: room for the rows of many blocks.
    private static let slabBytes = 16 << 20

    private static let fewBytes = 1 << 18

    /// Memory without slabs.
    public init() {}

    deinit {
        for memory in free { memory.deallocate() }
    }

    /// A slab with room for at least `bytes` bytes. A small request gets no more than that: it is probably the whole of
    /// an import.
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

/// A piece of memory from which blocks take their bytes one after the other.
///
/// Sendable, because one thread fills it, and each part that was taken is changed only by the block that took it.
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

    /// The next bytes; nil if not enough are left.
    func take(_ bytes: Int) -> UnsafeMutableRawBufferPointer? {
        guard memory.count - used >= bytes else { return nil }
        defer { used += bytes }
        return UnsafeMutableRawBufferPointer(rebasing: memory[used..<used + bytes])
    }
}
