/// Finds delimiters, quotes and line ends, 64 bytes at a time.
struct SpecialBytes {
    private let delimiter: SIMD16<UInt8>
    private let quote = SIMD16<UInt8>(repeating: Byte.quote)
    private let lineFeed = SIMD16<UInt8>(repeating: Byte.lineFeed)
    private let carriageReturn = SIMD16<UInt8>(repeating: Byte.carriageReturn)

    init(delimiter: UInt8) {
        self.delimiter = SIMD16(repeating: delimiter)
    }

    /// A bit for each of 64 bytes, the first one lowest: whether it is special.
    @inline(__always)
    func bits(_ block: UnsafeRawPointer) -> UInt64 {
        bits16(block) | bits16(block + 16) << 16 | bits16(block + 32) << 32 | bits16(block + 48) << 48
    }

    @inline(__always)
    private func bits16(_ bytes: UnsafeRawPointer) -> UInt64 {
        let vector = bytes.loadUnaligned(as: SIMD16<UInt8>.self)
        let isSpecial =
            (vector .== delimiter) .| (vector .== quote) .| (vector .== lineFeed) .| (vector .== carriageReturn)
        // Each byte is all ones or all zeros; keep a different bit of each, and the product's top byte has all of them.
        let halves = unsafeBitCast(isSpecial, to: SIMD2<UInt64>.self) & 0x8040_2010_0804_0201
        let low = (halves[0].littleEndian &* 0x0101_0101_0101_0101) >> 56
        let high = (halves[1].littleEndian &* 0x0101_0101_0101_0101) >> 56
        return low | high << 8
    }
}
