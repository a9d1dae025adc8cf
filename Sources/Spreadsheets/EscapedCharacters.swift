/// `_x000D_`: how workbooks write characters that XML cannot hold (ECMA-376, 22.9.2.19).
enum EscapedCharacters {
    static func decode(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "_")) else { return text }
        var output: [UInt8] = []
        var index = 0
        while index < text.count {
            if index + 7 <= text.count, text[index] == UInt8(ascii: "_"), text[index + 1] == UInt8(ascii: "x"),
                text[index + 6] == UInt8(ascii: "_"),
                let value = UInt32(String(decoding: text[index + 2..<index + 6], as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value)
            {
                output += Array(String(Character(scalar)).utf8)
                index += 7
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }
}
