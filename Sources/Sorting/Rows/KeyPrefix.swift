public import CProcessor

/// The first 24 bytes of an address as numbers that compare as the bytes do. Nearly all comparisons end here, without
/// touching the rows, which are scattered in memory.
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

    /// Comes after every address, or is equal to its prefix.
    @inlinable static var last: KeyPrefix { KeyPrefix(words: (.max, .max, .max)) }

    /// Whether the prefixes are equal, which does not mean that the addresses are.
    @inlinable @inline(__always)
    static func == (left: KeyPrefix, right: KeyPrefix) -> Bool {
        // All three words at once: of neighbours in sorted order, the first word seldom differs.
        cbs_opaque((left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1) | (left.words.2 ^ right.words.2))
            == 0
    }

    /// The order of addresses, as far as the prefixes tell.
    @inlinable @inline(__always)
    static func < (left: KeyPrefix, right: KeyPrefix) -> Bool {
        left.isBefore(right) != 0
    }

    /// 1 if it is less than another one, else 0. Without a branch: the outcome cannot be predicted, and a misprediction
    /// costs more than comparing all three words.
    @inlinable @inline(__always)
    func isBefore(_ other: KeyPrefix) -> UInt64 {
        cbs_is_less(words.0, words.1, words.2, other.words.0, other.words.1, other.words.2)
    }

    /// Exchanges two prefixes if the mask is all ones; leaves them if it is zero.
    @inlinable @inline(__always)
    static func exchange(_ left: inout KeyPrefix, _ right: inout KeyPrefix, _ mask: UInt64) {
        let first = (left.words.0 ^ right.words.0) & mask
        let second = (left.words.1 ^ right.words.1) & mask
        let third = (left.words.2 ^ right.words.2) & mask
        left.words = (left.words.0 ^ first, left.words.1 ^ second, left.words.2 ^ third)
        right.words = (right.words.0 ^ first, right.words.1 ^ second, right.words.2 ^ third)
    }

    /// Eight bytes of a key as a number; bytes beyond its end are zero.
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
