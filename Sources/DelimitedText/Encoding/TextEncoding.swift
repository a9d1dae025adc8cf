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
