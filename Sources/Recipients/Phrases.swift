/// A number and its noun, for people: `1 row`, `3,198 rows`.
///
/// - Parameters:
///   - count: How many there are.
///   - one: What one of them is called, with whatever else of the sentence depends on the number: `row is`.
///   - many: What none or several are called.
public func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(NumberText.grouped(count)) \(count == 1 ? one : many)"
}

extension String {
    /// The text in quotation marks, as a sentence quotes the user's own words.
    public var quoted: String { "\"\(self)\"" }

    /// The text in quotation marks, as a statement writes it, with everything escaped that would end or change it.
    public var literal: String {
        escaped {
            switch $0 {
            case "\"", "\\", "$": "\\\($0)"
            default: $0.isControl ? $0.escape : nil
            }
        }
    }

    /// The text in quotation marks, with everything escaped by which it could look like another one; `$` is left as it
    /// is.
    ///
    /// - Parameter isASCII: Whether characters beyond ASCII are escaped as well: `ü` may be one or two of Unicode's.
    public func quotedExactly(isASCII: Bool = false) -> String {
        escaped {
            switch $0 {
            case "\"", "\\": "\\\($0)"
            default: $0.isControl ? $0.escape : isASCII && !$0.isASCII ? $0.numericEscape : nil
            }
        }
    }

    /// The text in quotation marks, with some characters replaced.
    private func escaped(_ escape: (Unicode.Scalar) -> String?) -> String {
        var result = "\""
        for scalar in unicodeScalars {
            if let escape = escape(scalar) { result += escape } else { result.unicodeScalars.append(scalar) }
        }
        return result + "\""
    }

    /// The text as one word of a shell: in single quotes, unless it has only plain characters.
    public var shellQuoted: String {
        let isPlain = unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789/._-~".unicodeScalars.contains($0)
        }
        return isPlain ? self : inShellQuotes
    }

    /// The text in the single quotes of a shell.
    public var inShellQuotes: String { "'\(replacing("'", with: "'\\''"))'" }

    /// The text; if it has more than 60 characters, the first 60 and `…`. For messages, which may quote a word of
    /// megabytes.
    public var abbreviated: String {
        let limit = 60
        guard utf8.count > limit, let end = index(startIndex, offsetBy: limit, limitedBy: endIndex) else { return self }
        return end == endIndex ? self : self[..<end] + "…"
    }
}

extension [String] {
    /// The words as a sentence offers them: `a`, `a or b`, `a, b or c`.
    public var alternatives: String { enumerated(with: "or") }

    /// The words as a sentence lists them: `a`, `a and b`, `a, b and c`.
    public var conjunction: String { enumerated(with: "and") }

    private func enumerated(with word: String) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return "\(self[1..<(count - 1)].reduce(self[0]) { "\($0), \($1)" }) \(word) \(last)"
    }
}

/// Numbers as text: whole ones without `.0`.
public enum NumberText {
    /// The shortest digits that read back as the same number: `3`, `0.5`; `inf` and `nan` are not numbers of the
    /// language.
    public static func plain(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? "\(number)"
    }

    /// The digits of a whole number, without an exponent: those that read back as the same number, then zeros.
    public static func digits(_ number: Double) -> String {
        let text = plain(number)
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
            return text
        }
        let parts = text[..<mark].split(separator: ".", maxSplits: 1)
        let fraction = parts.count > 1 && parts[1] != "0" ? parts[1] : ""
        return (parts.first ?? "") + fraction + String(repeating: "0", count: max(0, exponent - fraction.count))
    }

    /// The same with a comma between thousands, for people: `1,000,000`.
    public static func grouped(_ number: Double) -> String {
        Int(exactly: number).map(grouped) ?? plain(number)
    }

    /// A whole number with a comma between thousands.
    public static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var result = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
