import Sorting

/// Byte strings, each with the index that it got when it first came in.
///
/// For one thread only. Its hashes are seeded with a random number in each process, so that nobody can write a file
/// whose values all collide.
final class ByteTable {
    private struct Entry {
        let hash: UInt64
        let offset: Int
        let length: Int
    }

    // Nothing that runs while one of these is being changed comes back here; checking that took a tenth of the time of
    // counting by a field.
    @exclusivity(unchecked) private var bytes = ByteBuffer(capacity: 1 << 12)
    @exclusivity(unchecked) private var entries: [Entry] = []
    /// Indices of entries plus one; zero in free slots. Their number is a power of two, and at most half of them are
    /// used.
    @exclusivity(unchecked) private var slots: UnsafeMutableBufferPointer<UInt32>

    private static let seed = UInt64.random(in: .min ... .max)

    init() {
        slots = Self.emptySlots(64)
    }

    deinit {
        slots.deallocate()
    }

    /// The number of byte strings.
    var count: Int { entries.count }

    /// A byte string; valid until another is inserted.
    func bytes(at index: Int) -> UnsafeRawBufferPointer {
        let entry = entries[index]
        return UnsafeRawBufferPointer(rebasing: bytes.bytes[entry.offset..<entry.offset + entry.length])
    }

    /// The index of a byte string; nil if it is not in the table.
    @inline(__always)
    func index(of key: UnsafeRawBufferPointer) -> Int? {
        let found = slots[slot(of: key, Self.hash(key))]
        return found == 0 ? nil : Int(found) - 1
    }

    /// The index of a byte string, which is copied into the table if it is new.
    @inline(__always)
    func insert(_ key: UnsafeRawBufferPointer) -> Int {
        let hash = Self.hash(key)
        let slot = slot(of: key, hash)
        let found = slots[slot]
        return found == 0 ? add(key, hash, at: slot) : Int(found) - 1
    }

    @inline(never)
    private func add(_ key: UnsafeRawBufferPointer, _ hash: UInt64, at slot: Int) -> Int {
        entries.append(Entry(hash: hash, offset: bytes.count, length: key.count))
        bytes.append(key)
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return entries.count - 1
    }

    /// The slot of a byte string, or the free slot for it.
    @inline(__always)
    private func slot(of key: UnsafeRawBufferPointer, _ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot]) - 1]
            if entry.hash == hash, entry.length == key.count, isKey(of: entry, key) { break }
            slot = (slot + 1) & mask
        }
        return slot
    }

    @inline(__always)
    private func isKey(of entry: Entry, _ key: UnsafeRawBufferPointer) -> Bool {
        // In bounds: the entry refers to these bytes.
        guard !key.isEmpty, let start = bytes.bytes.baseAddress else { return true }
        return UnsafeRawBufferPointer(start: start + entry.offset, count: entry.length).hasSameBytes(as: key)
    }

    private func grow() {
        let old = slots
        slots = Self.emptySlots(old.count * 4)
        old.deallocate()
        for (index, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }

    private static func emptySlots(_ count: Int) -> UnsafeMutableBufferPointer<UInt32> {
        let slots = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count)
        slots.initialize(repeating: 0)
        return slots
    }

    /// Eight bytes at a time, each mixed in with both halves of a product (as in wyhash, Wang Yi).
    @inline(__always)
    private static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: key.count)
        var place = 0
        while place + 8 <= key.count {
            hash = mixed(hash ^ key.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var rest: UInt64 = 0
        while place < key.count {
            rest = rest << 8 | UInt64(key[place])
            place += 1
        }
        return mixed(hash ^ rest)
    }

    @inline(__always)
    private static func mixed(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
