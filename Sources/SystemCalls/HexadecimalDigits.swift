extension Sequence<UInt8> {
    /// The number that these hexadecimal digits stand for; nil if there are none or more than sixteen, and for anything
    /// else, such as a sign, which the initialisers of integers accept.
    ///
    /// Inlinable, so that each caller has it for its own kind of bytes: the start of the program reads checksums, and
    /// looking up conformances took a fiftieth of its instructions.
    @inlinable
    package var hexadecimalValue: UInt64? {
        var (value, count) = (UInt64(0), 0)
        for byte in self {
            guard let digit = byte.hexadecimalDigit, count < 16 else { return nil }
            value = value << 4 | UInt64(digit)
            count += 1
        }
        return count > 0 ? value : nil
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit, upper or lower case, in ASCII.
    @usableFromInline
    package var hexadecimalDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
