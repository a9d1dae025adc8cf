/// How far a decoder got. It stops before an error, before an incomplete character, and when the output is full.
struct DecodingStep {
    /// Bytes of the input that were decoded.
    var consumed = 0
    /// Bytes of UTF-8 that were written.
    var produced = 0
    /// What is wrong with the input at `consumed`.
    var problem: DelimitedTextError.Problem?
}

/// The UTF-8 form of one character, ready to be stored as one word.
struct UTF8Bytes {
    /// The bytes, the first one lowest.
    let word: UInt32
    /// From 1 to 4.
    let count: Int

    /// - Parameter scalar: A Unicode scalar value; the caller must refuse surrogates.
    @inline(__always)
    init(_ scalar: UInt32) {
        let last = 0x80 | scalar & 0x3F
        switch scalar {
        case 0..<0x80:
            word = scalar
            count = 1
        case 0x80..<0x800:
            word = 0xC0 | scalar >> 6 | last << 8
            count = 2
        case 0x800..<0x10000:
            word = 0xE0 | scalar >> 12 | (0x80 | scalar >> 6 & 0x3F) << 8 | last << 16
            count = 3
        default:
            word =
                0xF0 | scalar >> 18 | (0x80 | scalar >> 12 & 0x3F) << 8 | (0x80 | scalar >> 6 & 0x3F) << 16 | last << 24
            count = 4
        }
    }

    /// Stores the bytes, followed by meaningless ones up to four in all.
    @inline(__always)
    func store(to pointer: UnsafeMutableRawPointer) {
        pointer.storeBytes(of: word.littleEndian, as: UInt32.self)
    }
}
