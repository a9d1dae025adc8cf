/// An encoding in which a delimited text can be read.
public enum TextEncoding: String, CaseIterable, Sendable {
    /// With or without a byte order mark.
    case utf8 = "utf-8"
    /// With or without a byte order mark, low byte first.
    case utf16LittleEndian = "utf-16le"
    /// With or without a byte order mark, high byte first.
    case utf16BigEndian = "utf-16be"
    /// Western Europe; what bytes are taken for that are neither UTF-8 nor UTF-16.
    case windows1252 = "windows-1252"
    /// Western Europe with the euro sign; only where it is asked for.
    case iso885915 = "iso-8859-15"

    /// The encoding that a user's name for it means, without regard to case, `-` and `_`; nil if there is none.
    ///
    /// ISO 8859-1 and ASCII mean Windows-1252, as on the web: what calls itself so often is. `utf-16` means little
    /// endian; a byte order mark has the last word on the byte order when the text is read.
    public init?(name: some StringProtocol) {
        let plain = String(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " })
        switch plain {
        case "utf8", "utf8bom", "utf8sig": self = .utf8
        case "utf16", "utf16le", "ucs2", "unicode": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1252", "cp1252", "win1252", "1252", "ansi", "latin1", "l1", "iso88591", "88591", "ascii",
            "usascii":
            self = .windows1252
        case "iso885915", "885915", "latin9", "l9": self = .iso885915
        default: return nil
        }
    }

    /// What people call it. `init(name:)` takes this and more.
    public var name: String {
        switch self {
        case .utf16LittleEndian: "utf-16"
        case .utf8, .utf16BigEndian, .windows1252, .iso885915: rawValue
        }
    }

    /// How many bytes an ASCII character takes.
    var unitWidth: Int {
        switch self {
        case .utf8, .windows1252, .iso885915: 1
        case .utf16LittleEndian, .utf16BigEndian: 2
        }
    }
}

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
