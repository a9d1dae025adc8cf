/// The ASCII characters that the lexer looks for.
enum Ascii {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let backslash = UInt8(ascii: "\\")
    static let hash = UInt8(ascii: "#")
    static let dollar = UInt8(ascii: "$")
    static let dot = UInt8(ascii: ".")
    static let minus = UInt8(ascii: "-")
    static let singleQuote = UInt8(ascii: "'")
    static let doubleQuote = UInt8(ascii: "\"")
    static let leftBrace = UInt8(ascii: "{")
    static let rightBrace = UInt8(ascii: "}")

    static func isLetter(_ byte: UInt8) -> Bool {
        let small = lowercased(byte)
        return small >= UInt8(ascii: "a") && small <= UInt8(ascii: "z")
    }

    /// The lower-case letter of a capital one, any other byte unchanged.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
