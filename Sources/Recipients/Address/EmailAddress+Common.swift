extension EmailAddress {
    /// Checks and normalises an address of the common kind: 8 to 64 bytes of letters, digits and `. - _ +`, with a domain
    /// of letters, digits and dots, which does not end in a digit. Eight bytes at a time.
    ///
    /// - Parameter output: At least `maximumLength` bytes.
    /// - Returns: The address's length; nil for any other address, right or wrong, which takes a longer look.
    @inline(__always)
    static func normalizeCommon(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        let count = input.count
        guard 8...64 ~= count, let source = input.baseAddress, let target = output.baseAddress else { return nil }
        // A bit for each byte of the address, the first one lowest.
        var (ats, dots, signs): (UInt64, UInt64, UInt64) = (0, 0, 0)
        var offset = 0
        while true {
            let bytes = CommonBytes(source.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
            guard bytes.areAllCommon else { return nil }
            target.storeBytes(of: bytes.folded.littleEndian, toByteOffset: offset, as: UInt64.self)
            ats |= CommonBytes.bits(bytes.ats) << UInt64(offset)
            dots |= CommonBytes.bits(bytes.dots) << UInt64(offset)
            if bytes.signs != 0 { signs |= CommonBytes.bits(bytes.signs) << UInt64(offset) }
            if offset + 8 == count { break }
            // The last word ends with the address, and may overlap the one before.
            offset = min(offset + 8, count - 8)
        }
        return isRight(ats: ats, dots: dots, signs: signs, last: input[count - 1]) ? count : nil
    }

    /// - Parameters:
    ///   - signs: Where `-`, `_` and `+` stand: in the domain, none may.
    ///   - last: The last byte.
    @inline(__always)
    private static func isRight(ats: UInt64, dots: UInt64, signs: UInt64, last: UInt8) -> Bool {
        // One @ with something on either side, and a dot after it.
        guard ats != 0, ats & (ats &- 1) == 0, ats & 1 == 0 else { return false }
        let domain = ~(ats | (ats &- 1))
        guard dots & domain != 0, signs & domain == 0 else { return false }
        // No dot at the beginning or the end of a part or beside another.
        guard dots & 1 == 0, dots & ((ats | dots) << 1) == 0, ats & (dots << 1) == 0 else { return false }
        // The end is no dot, nor a digit, so the last label is no number.
        return last | 0x20 >= UInt8(ascii: "a") && last | 0x20 <= UInt8(ascii: "z")
    }
}

/// What eight bytes of an address are: words with the top bit of each byte of a kind.
private struct CommonBytes {
    /// The bytes, capital letters made small.
    let folded: UInt64
    let ats: UInt64
    let dots: UInt64
    let signs: UInt64
    let areAllCommon: Bool

    @inline(__always)
    init(_ bytes: UInt64) {
        // The tests are right for ASCII; every other byte is none of these, and makes the rest of no account.
        let letters = Self.between(bytes | Self.all(0x20), "a", "z")
        let digits = Self.between(bytes, "0", "9")
        folded = bytes | letters >> 2
        ats = Self.equal(bytes, "@")
        dots = Self.equal(bytes, ".")
        signs = Self.equal(bytes, "-") | Self.equal(bytes, "_") | Self.equal(bytes, "+")
        areAllCommon = (letters | digits | ats | dots | signs) & ~bytes & Self.all(0x80) == Self.all(0x80)
    }

    @inline(__always)
    private static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Which bytes, all of them ASCII, are in a range ("Bit Twiddling Hacks", S. E. Anderson: likelyhasbetween).
    @inline(__always)
    private static func between(_ bytes: UInt64, _ first: Unicode.Scalar, _ last: Unicode.Scalar) -> UInt64 {
        let reachesFirst = bytes &+ all(0x80 - UInt8(ascii: first))
        let exceedsLast = bytes &+ all(0x7F - UInt8(ascii: last))
        return reachesFirst & ~exceedsLast & all(0x80)
    }

    @inline(__always)
    private static func equal(_ bytes: UInt64, _ byte: Unicode.Scalar) -> UInt64 {
        ~((bytes ^ all(UInt8(ascii: byte))) &+ all(0x7F)) & all(0x80)
    }

    /// A bit for each top bit, the first byte's lowest.
    @inline(__always)
    static func bits(_ tops: UInt64) -> UInt64 {
        ((tops >> 7) &* 0x0102_0408_1020_4080) >> 56
    }
}
