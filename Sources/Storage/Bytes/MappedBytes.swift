import SystemCalls

/// The bytes of a file, which do not change as long as this object lives.
public final class MappedBytes {
    /// Valid as long as this object lives: for code that keeps it. Other code uses `withBytes`.
    public let bytes: UnsafeRawBufferPointer
    private let owner: AnyObject?

    /// - Parameter owner: What keeps `bytes` valid.
    init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?) {
        self.bytes = bytes
        self.owner = owner
    }

    /// A copy of bytes in memory.
    public convenience init(copying bytes: UnsafeRawBufferPointer) {
        let region = HeapRegion(capacity: bytes.count)
        _ = region.append(bytes)
        self.init(region.bytes, owner: region)
    }

    /// The first bytes of others, which are kept alive.
    package convenience init(_ others: MappedBytes, upTo end: Int) {
        self.init(UnsafeRawBufferPointer(rebasing: others.bytes.prefix(end)), owner: others)
    }

    /// Gives a closure access to the bytes, which are kept alive while it runs.
    public func withBytes<Result, Problem: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        // Without this, the optimiser may release the owner before the last use of the bytes.
        defer { withExtendedLifetime(self) {} }
        return try body(bytes)
    }

    /// How many bytes of a large file are read before their pages are given back.
    public static let evictionBytes = 16 << 20

    /// Lets the system take back the pages of a range that has been read; they are read again if they are needed again.
    public func evict(_ range: Range<Int>) {
        (owner as? MappedRegion)?.evict(range)
    }

    /// A copy of the bytes, for small files.
    public var array: [UInt8] { withBytes { Array($0) } }
}

/// A region that the system has mapped; unmapped when the object is released.
final class MappedRegion {
    private let region: UnsafeMutableRawPointer
    private let length: Int

    init(_ region: UnsafeMutableRawPointer, length: Int, of path: StoragePath) {
        self.region = region
        self.length = length
        MappedFiles.add(region, length, path)
    }

    deinit {
        MappedFiles.remove(region)
        munmap(region, length)
    }

    func evict(_ range: Range<Int>) {
        // The mapping begins on a page boundary; only aligned stretches of 64 KiB are evicted.
        let start = range.lowerBound & ~0xFFFF
        let count = (range.upperBound & ~0xFFFF) - start
        if count > 0 { _ = madvise(region + start, count, MADV_DONTNEED) }
    }
}

/// Memory that grows by appending. What has been handed out stays valid: growing past the capacity moves to a new
/// region and leaves the old one to its readers.
final class HeapRegion {
    private(set) var memory: UnsafeMutableRawBufferPointer
    private(set) var count: Int

    init(capacity: Int) {
        memory = .allocate(byteCount: max(capacity, 64), alignment: 16)
        count = 0
    }

    /// Takes over memory that is already full.
    init(adopting memory: UnsafeMutableRawBufferPointer) {
        self.memory = memory
        count = memory.count
    }

    deinit {
        memory.deallocate()
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    /// A region with the same bytes followed by others: this one if there is room, or a larger one.
    func extended(by bytes: UnsafeRawBufferPointer) -> HeapRegion {
        append(bytes) ? self : grown(by: bytes)
    }

    /// Appends in place, if there is room.
    func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard count + bytes.count <= memory.count else { return false }
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
        count += bytes.count
        return true
    }

    /// A larger region with the same bytes followed by others.
    private func grown(by bytes: UnsafeRawBufferPointer) -> HeapRegion {
        let larger = HeapRegion(capacity: max(2 * memory.count, count + bytes.count))
        _ = larger.append(self.bytes)
        _ = larger.append(bytes)
        return larger
    }
}
