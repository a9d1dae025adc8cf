/// Texts as JSON strings (RFC 8259, section 7) in results and reports, which a terminal may show.
///
/// Others escape less: `JSONValue.bytes` for manifests, the log and the language server, and `JSONEscape` for segments,
/// whose forms belong to the store's format.
public enum JSONString {
    /// The text in quotation marks. Control characters beyond ASCII are escaped as well, so that a terminal never gets
    /// one.
    public static func literal(_ text: String) -> String {
        var result = "\""
        if text.utf8.contains(where: mayNeedEscape) {
            for scalar in text.unicodeScalars { append(scalar, to: &result) }
        } else {
            result += text
        }
        return result + "\""
    }

    /// Whether a byte is, or begins, a character that is escaped; those beyond ASCII begin with C2, D8, E2 or EF.
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x22, 0x5C, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
        default: false
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case _ where scalar.isControl || scalar.isUnprintable: result += escape(scalar)
        default: result.unicodeScalars.append(scalar)
        }
    }

    /// `\uXXXX`; all characters that are escaped are in the basic plane.
    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension Unicode.Scalar {
    /// The byte order mark and noncharacters: YAML, whose quoted texts these also are, does not count them as
    /// printable.
    fileprivate var isUnprintable: Bool {
        switch value {
        case 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
