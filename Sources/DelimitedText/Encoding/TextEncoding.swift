/// An encoding in which a delimited text can be read.
public enum TextEncoding: Hashable, Sendable {
    /// With or without a byte order mark.
    case utf8
    /// With or without a byte order mark, low byte first.
    case utf16LittleEndian
    /// With or without a byte order mark, high byte first.
    case utf16BigEndian
    /// Either of the two, as the text shows; only if asked for, and never the encoding of a text that has been opened.
    case utf16
    /// Western Europe; assumed for bytes that are neither UTF-8 nor UTF-16.
    case windows1252
    /// Western Europe with the euro sign; only if asked for.
    case iso885915
    /// Any other that the C library's `iconv` decodes; only if asked for. The name is ours, `iconv` is the library's.
    case other(name: String, iconv: String)

    /// The encoding of a name that a user gave, without regard to case, `-` and `_`; nil if neither this program nor
    /// the C library knows it.
    ///
    /// ISO 8859-1 and ASCII mean Windows-1252, as on the web, since text under these names often is. Likewise Shift-JIS
    /// means code page 932. When UTF-16 is read, a byte order mark decides the byte order; without one, that of
    /// `utf-16` is detected.
    public init?(name: some StringProtocol) {
        let plain = String(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " })
        switch plain {
        case "utf8", "utf8bom", "utf8sig": self = .utf8
        case "utf16", "ucs2", "unicode": self = .utf16
        case "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1252", "cp1252", "win1252", "1252", "ansi", "latin1", "l1", "iso88591", "88591", "ascii",
            "usascii":
            self = .windows1252
        case "iso885915", "885915", "latin9", "l9": self = .iso885915
        default:
            guard let known = IconvName(name, plain: plain) else { return nil }
            self = .other(name: known.shown, iconv: known.name)
        }
    }

    /// The name in results and messages; `init(name:)` accepts it.
    public var name: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16LittleEndian: "utf-16le"
        case .utf16BigEndian: "utf-16be"
        case .utf16: "utf-16"
        case .windows1252: "windows-1252"
        case .iso885915: "iso-8859-15"
        case .other(let name, _): name
        }
    }

    /// Names to offer, which people are likely to need; `init(name:)` accepts these and all that `iconv` knows.
    public static let commonNames = [
        "utf-8", "utf-16", "windows-1252", "iso-8859-15", "cp1250", "cp1251", "iso-8859-1", "iso-8859-2", "iso-8859-7",
        "iso-8859-9", "macroman", "shift-jis",
    ]

    /// How many bytes an ASCII character takes.
    var unitWidth: Int {
        switch self {
        case .utf8, .windows1252, .iso885915: 1
        case .utf16LittleEndian, .utf16BigEndian, .utf16: 2
        case .other(_, let iconv): IconvName.unitWidth(of: iconv)
        }
    }
}

/// Detects the encoding of a text from its first bytes.
enum EncodingDetection {
    /// How many code units are searched for the pattern of NUL bytes.
    private static let unitsLookedAt = 256

    /// The encoding of a text and the length of its byte order mark.
    ///
    /// A forced encoding is used, but a byte order mark decides the byte order of UTF-16, and a UTF-8 mark is skipped
    /// in every encoding but UTF-16. Without either, and without the NUL bytes of UTF-16, a text is UTF-8.
    static func encoding(
        of head: ArraySlice<UInt8>,
        forced: TextEncoding?
    ) -> (encoding: TextEncoding, markLength: Int) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            switch forced {
            case .utf16LittleEndian?, .utf16BigEndian?, .utf16?: break
            default: return (forced ?? .utf8, 3)
            }
        }
        if forced == nil || forced?.unitWidth == 2 {
            if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
            if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        }
        if forced == .utf16 {
            let nuls = nuls(in: head)
            return (nuls.first > nuls.second ? .utf16BigEndian : .utf16LittleEndian, 0)
        }
        return (forced ?? encodingByNULs(of: head) ?? .utf8, 0)
    }

    /// UTF-16 if nearly every code unit has a NUL in one half and none in the other, as in Western headers; or if some
    /// have, and hardly any in the other, and lines end so. Other scripts have NULs in addresses, delimiters and line
    /// ends, and in the other half only in a rare letter such as U+4E00.
    private static func encodingByNULs(of head: ArraySlice<UInt8>) -> TextEncoding? {
        let nuls = nuls(in: head)
        guard nuls.units >= 2 else { return nil }
        func isUTF16(_ count: Int, other: Int, endsLines: Bool) -> Bool {
            if other == 0, count > nuls.units * 7 / 10 { return true }
            return endsLines && count >= max(2, nuls.units / 10) && other * 4 <= count
        }
        if isUTF16(nuls.second, other: nuls.first, endsLines: nuls.secondEndsLines) { return .utf16LittleEndian }
        if isUTF16(nuls.first, other: nuls.second, endsLines: nuls.firstEndsLines) { return .utf16BigEndian }
        return nil
    }

    /// Where code units of two bytes have NULs.
    private struct NULs {
        /// How many code units are looked at.
        var units = 0
        /// How many have a NUL as their first byte, and as their second.
        var first = 0, second = 0
        /// Whether one of these has the end of a line in its other byte.
        var firstEndsLines = false, secondEndsLines = false
    }

    private static func nuls(in head: ArraySlice<UInt8>) -> NULs {
        let lineEnds: [UInt8] = [0x0A, 0x0D]
        var nuls = NULs(units: min(head.count / 2, unitsLookedAt))
        for unit in 0..<nuls.units {
            let index = head.startIndex + 2 * unit
            let (first, second) = (head[index], head[index + 1])
            if first == 0 {
                nuls.first += 1
                if lineEnds.contains(second) { nuls.firstEndsLines = true }
            }
            if second == 0 {
                nuls.second += 1
                if lineEnds.contains(first) { nuls.secondEndsLines = true }
            }
        }
        return nuls
    }
}
