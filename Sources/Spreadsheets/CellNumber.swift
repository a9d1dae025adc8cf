internal import Recipients
import SystemCalls

/// Numbers as a spreadsheet shows them.
enum CellNumber {
    /// - Parameters:
    ///   - text: The number as it is in the file: `1.0E5`, `45292.5`. Anything else is shown unchanged.
    ///   - uses1904: Whether days are counted from 1904.
    static func shown(_ text: String, _ format: CellFormat, uses1904: Bool) -> String {
        // With other characters, `Double` would accept hexadecimal numbers and words such as `nan`.
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
            let value = Double(text),
            value.isFinite
        else { return text }
        let plain = isPlainInteger(text) ? text : plain(value)
        switch format {
        case .date: return date(value, uses1904: uses1904) ?? plain
        case .elapsed(let elapsed): return elapsed.shown(days: value) ?? plain
        case .number: return plain
        case .percent:
            let hundredfold = value * 100
            return hundredfold.isFinite ? self.plain(hundredfold) + "%" : plain
        case .masked(let mask):
            let number =
                isPlainInteger(text) ? text : self.plain(mask.hasDecimals(value) ? value : value.rounded())
            return mask.shown(value, plain: number.first == "-" ? String(number.dropFirst()) : number) ?? plain
        }
    }

    /// Whether a text is an integer without leading zeros, whose digits are all kept.
    private static func isPlainInteger(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard let first = digits.first, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return first != UInt8(ascii: "0") || text == "0"
    }

    /// The powers of ten of the first digit for which a number is written without an exponent: as far as people count
    /// zeros.
    private static let plainExponents = -15...20

    /// At most fifteen digits, which is what a spreadsheet keeps; no trailing zeros, and an exponent only for very
    /// large or small numbers.
    static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
        let (digits, exponent) = significant(abs(value))
        let sign = value < 0 ? "-" : ""
        guard plainExponents.contains(exponent) else {
            let rest = digits.dropFirst()
            return "\(sign)\(digits.prefix(1))\(rest.isEmpty ? "" : "." + rest)E\(exponent < 0 ? "" : "+")\(exponent)"
        }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let whole = digits.prefix(exponent + 1)
        let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
        let decimals = digits.dropFirst(exponent + 1)
        return sign + whole + zeros + (decimals.isEmpty ? "" : "." + decimals)
    }

    /// At most fifteen digits of a positive number, without trailing zeros, and the power of ten of the first digit.
    private static func significant(_ value: Double) -> (digits: String, exponent: Int) {
        var buffer = [CChar](repeating: 0, count: 64)
        // The smallest numbers have less than fifteen digits of precision: there, one digit identifies the number.
        var text = ""
        for decimals in [0, 14] as [Int32] {
            let written = withVaList([decimals, value]) { vsnprintf(&buffer, buffer.count, "%.*e", $0) }
            text = String(decoding: buffer[..<Int(max(0, written))].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if Double(text) == value { break }
        }
        let parts = text.split(separator: "e")
        var digits = (parts.first ?? "0").filter { $0 != "." }
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return (String(digits), parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    }

    /// A number of days since the end of 1899 in ISO 8601: a date, with the time of day if there is one, or a time of
    /// day alone. Nil if it is out of range.
    private static func date(_ days: Double, uses1904: Bool) -> String? {
        guard days >= 0, days < 2_958_466 else { return nil }
        let seconds = (days * 86_400).rounded()
        if days < 1, !uses1904 {
            let text = Instant(unixSeconds: Int64(seconds)).description
            return String(text.dropFirst(11).prefix(8))
        }
        // Spreadsheets take 1900 for a leap year, so the numbers of days before March 1900 are one too low.
        let epoch: Int64 = uses1904 ? -24_107 : days < 60 ? -25_568 : -25_569
        let text = Instant(unixSeconds: Int64(seconds) + epoch * 86_400).description
        return String(text.hasSuffix("T00:00:00Z") ? text.prefix(10) : text.dropLast())
    }
}
