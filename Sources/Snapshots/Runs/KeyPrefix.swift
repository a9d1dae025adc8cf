/// The first 24 bytes of an address as numbers that compare as the bytes do. Nearly all comparisons end here, without a
/// look at the rows, which lie anywhere in memory.
struct KeyPrefix: BitwiseCopyable {
    private let words: (UInt64, UInt64, UInt64)

    @inline(__always)
    init(_ key: UnsafeRawBufferPointer) {
        words = (Self.word(of: key, at: 0), Self.word(of: key, at: 8), Self.word(of: key, at: 16))
    }

    private init(words: (UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Not before any address's.
    static var last: KeyPrefix { KeyPrefix(words: (.max, .max, .max)) }

    /// Negative, zero or positive. Zero tells nothing about the addresses.
    @inline(__always)
    static func compare(_ left: KeyPrefix, _ right: KeyPrefix) -> Int {
        if left.words.0 != right.words.0 { return left.words.0 < right.words.0 ? -1 : 1 }
        if left.words.1 != right.words.1 { return left.words.1 < right.words.1 ? -1 : 1 }
        if left.words.2 != right.words.2 { return left.words.2 < right.words.2 ? -1 : 1 }
        return 0
    }

    /// Eight bytes of a key as a number; beyond its end they are zero.
    @inline(__always)
    private static func word(of key: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
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

    private static func shortWord(of key: UnsafeRawBufferPointer) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<8 { word = word << 8 | (index < key.count ? UInt64(key[index]) : 0) }
        return word
    }
}
