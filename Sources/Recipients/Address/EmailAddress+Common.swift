internal import CProcessor

extension EmailAddress {
    /// Checks and normalises an address of the common kind: up to 64 bytes of letters, digits and `. - _ +`, with a
    /// domain of letters, digits and dots, which does not end in a digit. Sixteen bytes at a time.
    ///
    /// - Parameter output: At least `maximumLength` bytes.
    /// - Returns: The address's length; nil for any other address, valid or not, which must be checked byte by byte.
    @inline(__always)
    static func normalizeCommon(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        let count = input.count
        guard 1...64 ~= count, var source = input.baseAddress, let target = output.baseAddress else { return nil }
        if count < 16 {
            // After a short address there may be nothing to read; after its copy there is.
            output.copyMemory(from: input)
            source = UnsafeRawPointer(target)
        }
        // A bit for each byte of the address, the first one lowest.
        var (ats, dots, signs, others): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var offset = 0
        while true {
            let bits = cbs_copy_address(target + offset, source + offset)
            ats |= (bits & 0xFFFF) << UInt64(offset)
            dots |= (bits >> 16 & 0xFFFF) << UInt64(offset)
            signs |= (bits >> 32 & 0xFFFF) << UInt64(offset)
            others |= bits >> 48
            if offset + 16 >= count { break }
            // The last sixteen end with the address, and may overlap those before.
            offset = min(offset + 16, count - 16)
        }
        if count < 16 {
            let own: UInt64 = 1 << UInt64(count) - 1
            (ats, dots, signs, others) = (ats & own, dots & own, signs & own, others & own)
        }
        guard others == 0, isRight(ats: ats, dots: dots, signs: signs, last: output[count - 1]) else { return nil }
        return count
    }

    /// - Parameters:
    ///   - signs: Where `-`, `_` and `+` stand: in the domain, none may.
    ///   - last: The last byte, a capital letter made small.
    @inline(__always)
    private static func isRight(ats: UInt64, dots: UInt64, signs: UInt64, last: UInt8) -> Bool {
        // One @ with something on either side, and a dot after it.
        guard ats != 0, ats & (ats &- 1) == 0, ats & 1 == 0 else { return false }
        let domain = ~(ats | (ats &- 1))
        guard dots & domain != 0, signs & domain == 0 else { return false }
        // No dot at the beginning or the end of a part or beside another.
        guard dots & 1 == 0, dots & ((ats | dots) << 1) == 0, ats & (dots << 1) == 0 else { return false }
        // The end is a letter, so the last label is not a number.
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= last
    }
}
