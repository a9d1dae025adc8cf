internal import CommandLanguage

/// Texts in YAML.
enum YAMLText {
    /// A text as a double-quoted scalar (YAML 1.2, 7.3.1) on one line. What YAML does not count as printable, and what
    /// could steer a terminal, is escaped.
    static func quoted(_ text: String) -> String {
        JSONString.quoted(text) { !isPlain($0) }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F: true
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE...0xFFFF: false
        default: true
        }
    }
}
