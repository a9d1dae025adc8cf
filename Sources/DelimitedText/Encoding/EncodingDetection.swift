/// Which encoding a text is in, told from its first bytes.
enum EncodingDetection {
    /// How many code units the pattern of NUL bytes is looked for in.
    private static let unitsLookedAt = 256

    /// The encoding of a text and the length of its byte order mark.
    ///
    /// A forced encoding holds, but a byte order mark decides the byte order of UTF-16, and a UTF-8 mark is skipped
    /// whatever the encoding. Without either, and without the NUL bytes of UTF-16, a text is UTF-8.
    static func encoding(
        of head: ArraySlice<UInt8>,
        forced: TextEncoding?
    ) -> (encoding: TextEncoding, markLength: Int) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            switch forced {
            case .utf16LittleEndian?, .utf16BigEndian?: break
            default: return (forced ?? .utf8, 3)
            }
        }
        if forced == nil || forced?.unitWidth == 2 {
            if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
            if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        }
        return (forced ?? encodingByNULs(of: head) ?? .utf8, 0)
    }

    /// UTF-16, if nearly every code unit is NUL in the one half and none in the other, as in Western headers.
    private static func encodingByNULs(of head: ArraySlice<UInt8>) -> TextEncoding? {
        let units = min(head.count / 2, unitsLookedAt)
        guard units >= 2 else { return nil }
        var first = 0
        var second = 0
        for unit in 0..<units {
            let index = head.startIndex + 2 * unit
            first += head[index] == 0 ? 1 : 0
            second += head[index + 1] == 0 ? 1 : 0
        }
        let most = units * 7 / 10
        if first == 0, second > most { return .utf16LittleEndian }
        if second == 0, first > most { return .utf16BigEndian }
        return nil
    }
}
