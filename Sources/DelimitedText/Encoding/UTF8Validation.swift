/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF (Unicode 16, table 3-7).
public enum UTF8Validation {
    /// Whether a whole text is UTF-8.
    public static func isValid(_ text: UnsafeRawBufferPointer) -> Bool { prefix(of: text).count == text.count }

    /// How much of the beginning of a text is UTF-8.
    struct Prefix {
        /// The bytes that are whole, valid characters.
        var count: Int
        /// Whether what follows can never be UTF-8, as opposed to a character cut off by the end of the text.
        var isBroken: Bool
    }

    /// The longest valid prefix of a text.
    static func prefix(of text: UnsafeRawBufferPointer) -> Prefix {
        guard let base = text.baseAddress else { return Prefix(count: 0, isBroken: false) }
        let count = text.count
        // Always between two characters.
        var position = 0
        while position < count {
            while count - position >= 64 {
                if isASCII(base + position) {
                    position += 64
                } else if position > 0, isWestern(base + position) {
                    position += 64
                    // A character that begins with the last byte of a block belongs to the next block.
                    if base.load(fromByteOffset: position - 1, as: UInt8.self) >= 0xC0 { position -= 1 }
                } else {
                    break
                }
            }
            let blockEnd = min(position + 64, count)
            while position < blockEnd {
                let byte = base.load(fromByteOffset: position, as: UInt8.self)
                let length = byte < 0x80 ? 1 : length(base + position, first: byte, available: count - position)
                if length == 0 { return Prefix(count: position, isBroken: true) }
                if length > count - position { return Prefix(count: position, isBroken: false) }
                position += length
            }
        }
        return Prefix(count: count, isBroken: false)
    }

    /// Whether 64 bytes are ASCII.
    @inline(__always)
    private static func isASCII(_ block: UnsafeRawPointer) -> Bool {
        func bytes(_ offset: Int) -> SIMD2<UInt64> { (block + offset).loadUnaligned(as: SIMD2<UInt64>.self) }
        let all = bytes(0) | bytes(16) | bytes(32) | bytes(48)
        return (all[0] | all[1]) & 0x8080_8080_8080_8080 == 0
    }

    /// Whether 64 bytes hold nothing but characters of one and two bytes, the last one perhaps cut off.
    ///
    /// - Requires: The byte before them can be read and ends a character.
    @inline(__always)
    private static func isWestern(_ block: UnsafeRawPointer) -> Bool {
        let wrong =
            wrongBytes(block) | wrongBytes(block + 16) | wrongBytes(block + 32) | wrongBytes(block + 48)
        // Two words take one comparison to tell whether any byte is wrong.
        let halves = unsafeBitCast(wrong, to: SIMD2<UInt64>.self)
        return halves[0] | halves[1] == 0
    }

    /// The bytes that begin longer or overlong characters, that continue no character, or that are not the continuation
    /// they should be.
    @inline(__always)
    private static func wrongBytes(_ bytes: UnsafeRawPointer) -> Bytes {
        let vector = bytes.loadUnaligned(as: Bytes.self)
        let previous = (bytes - 1).loadUnaligned(as: Bytes.self)
        let goesOn = (vector & Bytes(repeating: 0xC0)) .== Bytes(repeating: 0x80)
        let isToGoOn = (previous & Bytes(repeating: 0xC0)) .== Bytes(repeating: 0xC0)
        let isLonger = (vector & Bytes(repeating: 0xE0)) .== Bytes(repeating: 0xE0)
        let isOverlong = (vector & Bytes(repeating: 0xFE)) .== Bytes(repeating: 0xC0)
        // Masks are all ones or all zeros. The compiler makes vector code only of what is written with vectors
        // throughout.
        return unsafeBitCast(goesOn, to: Bytes.self) ^ unsafeBitCast(isToGoOn, to: Bytes.self)
            | unsafeBitCast(isLonger .| isOverlong, to: Bytes.self)
    }

    private typealias Bytes = SIMD16<UInt8>

    /// The length of the character at `text`; 0 if there is none. If the text ends before a character that may be
    /// valid, this is more than `available`.
    @inline(__always)
    private static func length(_ text: UnsafeRawPointer, first: UInt8, available: Int) -> Int {
        @inline(__always)
        func continues(_ offset: Int, in range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            offset >= available || range ~= text.load(fromByteOffset: offset, as: UInt8.self)
        }
        switch first {
        case 0xC2...0xDF: return continues(1) ? 2 : 0
        case 0xE0: return continues(1, in: 0xA0...0xBF) && continues(2) ? 3 : 0
        case 0xED: return continues(1, in: 0x80...0x9F) && continues(2) ? 3 : 0
        case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
        case 0xF0: return continues(1, in: 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
        case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
        case 0xF4: return continues(1, in: 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
        default: return 0
        }
    }
}
