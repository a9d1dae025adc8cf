/// Texts made of the language's pieces in no order.
enum TokenSoup {
    static let pieces = [
        "let", "param", "if", "else", "for", "in", "include", "print", "scenario", "expect", "error", "matching",
        "create", "group", "import", "into", "new", "restore", "backup", "latest", "of", "where", "as", "--mode",
        "--map", "--mode=add", "add", "update-add", "set", "retention", "31", "days", "31d", "clock", "groups",
        "backups", "recipients", "sort", "by", "limit", "count", "sum", "first", "now", "field", "not", "and", "or",
        "none", "true", "2026-01-31", "2026-99-99", "$x", "$x.y", "$", "!", "!~", "!=", "=", "==", "<", "<=", ">",
        "<<E", "<<-E", "<<", "\nE\n", "+", "-", "*", "/", "~", "(", ")", "{", "}", ",", ";", "\n", "\r\n", "\\\n",
        "\\", "#", "# c\n", "\"a\"", "\"$x ${y.z}\"", "\"\\q\"", "\"${\"", "\"", "'", "'a'", "x", "a@b.de", "é", "你",
        "\u{A0}", "\t", "\u{0}", ".", ".a", "--",
    ]

    static func make(_ generator: inout SplitMix, pieces most: Int) -> String {
        var text = ""
        for _ in 0..<generator.below(most) {
            text += pieces[generator.below(pieces.count)]
            if generator.below(5) > 0 { text += " " }
        }
        return text
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed.
struct SplitMix {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
