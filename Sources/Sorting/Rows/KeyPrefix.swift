public import CProcessor

/// The first 24 bytes of an address as numbers that compare as the bytes do. Nearly all comparisons end here, without a
/// look at the rows, which lie anywhere in memory.
@usableFromInline
struct KeyPrefix: BitwiseCopyable, Sendable {
    @usableFromInline var words: (UInt64, UInt64, UInt64)

    @inlinable @inline(__always)
    init(_ key: UnsafeRawBufferPointer) {
        words = (Self.word(of: key, at: 0), Self.word(of: key, at: 8), Self.word(of: key, at: 16))
    }

    @inlinable
    init(words: (UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Not before any address's.
    @inlinable static var last: KeyPrefix { KeyPrefix(words: (.max, .max, .max)) }

    /// Equal prefixes tell nothing about the addresses.
    @inlinable @inline(__always)
    static func == (left: KeyPrefix, right: KeyPrefix) -> Bool {
        // All three at once: of addresses in their order, the first word tells little.
        cbs_opaque((left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1) | (left.words.2 ^ right.words.2))
            == 0
    }

    /// The order of addresses, without a branch: it cannot be foreseen, and a wrong guess costs more than all three words.
    @inlinable @inline(__always)
    static func < (left: KeyPrefix, right: KeyPrefix) -> Bool {
        let third = UInt64(bit: left.words.2 < right.words.2)
        let second = UInt64(bit: left.words.1 < right.words.1) | UInt64(bit: left.words.1 == right.words.1) & third
        return UInt64(bit: left.words.0 < right.words.0) | UInt64(bit: left.words.0 == right.words.0) & second != 0
    }

    /// Exchanges two where the mask is all ones; leaves them where it is zero.
    @inlinable @inline(__always)
    static func exchange(_ left: inout KeyPrefix, _ right: inout KeyPrefix, _ mask: UInt64) {
        let first = (left.words.0 ^ right.words.0) & mask
        let second = (left.words.1 ^ right.words.1) & mask
        let third = (left.words.2 ^ right.words.2) & mask
        left.words = (left.words.0 ^ first, left.words.1 ^ second, left.words.2 ^ third)
        right.words = (right.words.0 ^ first, right.words.1 ^ second, right.words.2 ^ third)
    }

    /// Eight bytes of a key as a number; beyond its end they are zero.
    @inlinable @inline(__always)
    static func word(of key: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
        if start + 8 <= key.count {
            return UInt64(bigEndian: key.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        if start >= key.count { return 0 }
        if key.count >= 8 {
            // The last eight bytes of the key; those before `start` are shifted out.
            let last = UInt64(bigEndian: key.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self))
            return last << UInt64(truncatingIfNeeded: 8 * (start + 8 - key.count))
        }
        return shortWord(of: key)
    }

    @usableFromInline static func shortWord(of key: UnsafeRawBufferPointer) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<8 { word = word << 8 | (index < key.count ? UInt64(key[index]) : 0) }
        return word
    }
}

extension UInt64 {
    /// One for true.
    @inlinable @inline(__always)
    init(bit condition: Bool) {
        self = condition ? 1 : 0
    }
}
