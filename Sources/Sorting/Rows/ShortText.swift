/// A text of a few bytes in four words, which are compared and hashed without loops.
struct ShortText: Hashable, BitwiseCopyable {
    /// The bytes, the first one lowest, followed by zeros.
    private let first, second, third, fourth: UInt64
    let count: UInt8

    /// Lengths in bytes.
    static let lengths = 1...32
    static let half = 16

    /// - Parameters:
    ///   - text: One of the lengths above; `ByteBuffer.overreach` bytes after it can be read.
    ///   - masks: Sixteen zeros, before which are sixteen bytes with all bits set. Read from `count` bytes before them
    ///     on, they keep the first `count` bytes of sixteen.
    @inline(__always)
    init(padded text: UnsafeRawBufferPointer, masks: UnsafeRawPointer) {
        @inline(__always) func word(_ start: UnsafeRawPointer) -> UInt64 {
            UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
        }
        let start = text.baseAddress.unsafelyUnwrapped
        let mask = masks - min(text.count, Self.half)
        first = word(start) & word(mask)
        second = word(start + 8) & word(mask + 8)
        if text.count > Self.half {
            let mask = masks - (text.count - Self.half)
            third = word(start + Self.half) & word(mask)
            fourth = word(start + Self.half + 8) & word(mask + 8)
        } else {
            (third, fourth) = (0, 0)
        }
        count = UInt8(truncatingIfNeeded: text.count)
    }

    /// A hash of `bits` bits.
    @inline(__always)
    func hash(bits: UInt64) -> Int {
        // Multipliers whose bits look random: the digits of π.
        var mixed = first &+ second &* 0x1319_8A2E_0370_7345
        if count > Self.half { mixed ^= (third &+ fourth &* 0xA409_3822_299F_31D1) &* 0x082E_FA98_EC4E_6C89 }
        return Int(truncatingIfNeeded: (mixed &* 0x4528_21E6_38D0_1377) &>> (64 - bits))
    }

    /// Writes the bytes, and zeros up to the longest length.
    func write(to target: UnsafeMutableRawPointer) {
        for (index, word) in [first, second, third, fourth].enumerated() {
            target.storeBytes(of: word.littleEndian, toByteOffset: 8 * index, as: UInt64.self)
        }
    }
}
