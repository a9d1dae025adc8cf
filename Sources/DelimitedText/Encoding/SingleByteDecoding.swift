/// Decoding of encodings in which every byte is a character.
struct SingleByteDecoding {
    let encoding: TextEncoding
    /// The scalar of each byte from 0x80 on; 0 for a byte without a meaning.
    private let upperHalf: [UInt16]

    /// - Parameter encoding: A single-byte one; any other is read as Windows-1252.
    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        if encoding == .iso885915 {
            var scalars = (0x80...0xFF).map { UInt16($0) }
            for (byte, scalar) in Self.latin9 { scalars[byte - 0x80] = scalar }
            upperHalf = scalars
        } else {
            upperHalf = Self.windows1252 + (0xA0...0xFF).map { UInt16($0) }
        }
    }

    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodingStep {
        guard let source = input.baseAddress, let target = output.baseAddress else { return DecodingStep() }
        return upperHalf.withUnsafeBufferPointer { upperHalf in
            var step = DecodingStep()
            while step.consumed < input.count {
                // A word at a time while it is ASCII.
                while input.count - step.consumed >= 8, output.count - step.produced >= 8 {
                    let word = source.loadUnaligned(fromByteOffset: step.consumed, as: UInt64.self)
                    if word & 0x8080_8080_8080_8080 != 0 { break }
                    target.storeBytes(of: word, toByteOffset: step.produced, as: UInt64.self)
                    step.consumed += 8
                    step.produced += 8
                }
                guard step.consumed < input.count, output.count - step.produced >= 4 else { break }
                let byte = source.load(fromByteOffset: step.consumed, as: UInt8.self)
                // The table has 128 entries, and a byte from 0x80 on is one of 128.
                let scalar = byte < 0x80 ? UInt32(byte) : UInt32(upperHalf[Int(byte) - 0x80])
                if scalar == 0 && byte != 0 {
                    step.problem = .undefinedByte(byte, encoding)
                    break
                }
                let bytes = UTF8Bytes(scalar)
                bytes.store(to: target + step.produced)
                step.consumed += 1
                step.produced += bytes.count
            }
            return step
        }
    }

    /// 0x80 to 0x9F of Windows-1252, as Unicode's CP1252.TXT has them; the five it leaves undefined are 0.
    private static let windows1252: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    /// Where ISO 8859-15 differs from Unicode's first 256 scalars (8859-15.TXT).
    private static let latin9: [(Int, UInt16)] = [
        (0xA4, 0x20AC), (0xA6, 0x0160), (0xA8, 0x0161), (0xB4, 0x017D), (0xB8, 0x017E), (0xBC, 0x0152), (0xBD, 0x0153),
        (0xBE, 0x0178),
    ]
}
