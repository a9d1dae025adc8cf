import SystemCalls

/// The memory of an import's sorted rows: slabs that are reused, and the texts that many rows repeat. Sendable, because
/// the mutable state is under the monitor.
public final class BlockMemory: @unchecked Sendable {
    private let monitor = Monitor()
    /// Unused slabs of the usual size.
    private var free: [UnsafeMutableRawBufferPointer] = []
    private var chosen: RepeatedTexts?
    /// How many bytes have been asked for.
    private var asked = 0

    /// In bytes: room for the rows of many blocks.
    private static let slabBytes = 16 << 20

    /// In bytes: about as much as a large page. Clearing a whole slab's pages would take a small import longer than
    /// sorting.
    private static let fewBytes = 2 << 20

    init() {}

    deinit {
        for memory in free { memory.deallocate() }
    }

    /// The texts that codes stand for; nil as long as none have been chosen.
    var repeated: RepeatedTexts? { monitor.change { chosen } }

    /// The texts that codes stand for, chosen from these rows if that has not been done.
    func repeated(of rows: UnsafeRawBufferPointer) -> RepeatedTexts {
        if let repeated { return repeated }
        let found = RepeatedTexts(of: rows)
        return monitor.change {
            if let chosen { return chosen }
            chosen = found
            return found
        }
    }

    /// A slab with room for at least `bytes` bytes. The first blocks get no more than that: they are probably the whole
    /// of an import.
    func slab(_ bytes: Int) -> MemorySlab {
        let total = monitor.change {
            asked += bytes
            return asked
        }
        guard total > Self.fewBytes else { return MemorySlab(.allocate(byteCount: bytes, alignment: 8), of: self) }
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
