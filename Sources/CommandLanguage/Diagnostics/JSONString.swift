/// Strings of JSON (RFC 8259), which are double-quoted scalars of YAML as well (YAML 1.2, 7.3.1).
public enum JSONString {
    /// A text in quotation marks. What would end it or break its line is escaped in any case.
    ///
    /// - Parameter text: The text, unescaped.
    /// - Parameter isEscaped: Whether another character of the Basic Multilingual Plane is written as `\uXXXX`.
    public static func quoted(_ text: String, escaping isEscaped: (Unicode.Scalar) -> Bool) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value <= 0xFFFF && isEscaped(scalar): result += escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
