/// What the `character` of a position counts.
enum PositionEncoding: String {
    case utf8 = "utf-8"
    case utf16 = "utf-16"

    /// How many units a character takes, by its first byte in UTF-8.
    func width(_ first: UInt8) -> Int {
        switch self {
        case .utf8: Self.length(first)
        case .utf16: first >= 0xF0 ? 2 : 1
        }
    }

    /// How many bytes a character has, by its first.
    static func length(_ first: UInt8) -> Int {
        switch first {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}
