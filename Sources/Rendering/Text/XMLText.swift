/// Texts in XML 1.0. Characters that XML does not allow become U+FFFD.
enum XMLText {
    /// A text as the value of an attribute, with its quotation marks. White space survives the normalization of
    /// attribute values.
    static func attribute(_ text: String) -> String {
        "\"\(escaped(text, isAttribute: true))\""
    }

    /// A text between tags.
    static func content(_ text: String) -> String {
        escaped(text, isAttribute: false)
    }

    private static func escaped(_ text: String, isAttribute: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            // Strictly, only `]]>` requires this.
            case ">": result += "&gt;"
            case "\"" where isAttribute: result += "&quot;"
            case "\n" where isAttribute, "\t" where isAttribute, "\r": result += "&#\(scalar.value);"
            default: append(scalar, to: &result)
            }
        }
        return result
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar.value {
        case 0x09, 0x0A: text.unicodeScalars.append(scalar)
        case 0..<0x20, 0xFFFE...0xFFFF: text += "\u{FFFD}"
        // Allowed, but control characters should not reach a terminal.
        case 0x7F..<0xA0: text += "&#\(scalar.value);"
        default: text.unicodeScalars.append(scalar)
        }
    }
}
