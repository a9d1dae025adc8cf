internal import Recipients
import SystemCalls

/// Numbers as people see them in a cell.
enum NumberText {
    /// - Parameters:
    ///   - text: The number as the file has it: `1.0E5`, `45292.5`. What is no number is shown as it is.
    ///   - uses1904: Whether days are counted from 1904.
    static func shown(_ text: String, _ format: CellFormat, uses1904: Bool) -> String {
        guard let value = Double(text), value.isFinite else { return text }
        switch format {
        case .date: return date(value, uses1904: uses1904) ?? plain(value)
        case .number: return plain(value)
        case .percent: return plain(value * 100) + "%"
        case .padded(let digits):
            let number = plain(value.rounded())
            guard value >= 0, number.utf8.count < digits else { return number }
            return String(repeating: "0", count: digits - number.utf8.count) + number
        }
    }

    /// Fifteen digits, which is what a spreadsheet keeps; no exponent, no zeros behind.
    private static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
        // What Swift writes shortest is exact; it needs no more than 17 digits, of which a spreadsheet shows 15.
        var buffer = [CChar](repeating: 0, count: 512)
        let exponent = value == 0 ? 0 : Int(log10(abs(value)).rounded(.down))
        let decimals = Int32(min(max(14 - exponent, 0), 340))
        let count = withVaList([decimals, value]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
        guard count > 0, count < buffer.count else { return "\(value)" }
        var digits = buffer[..<Int(count)].map { UInt8(bitPattern: $0) }
        if digits.contains(UInt8(ascii: ".")) {
            while digits.last == UInt8(ascii: "0") { digits.removeLast() }
            if digits.last == UInt8(ascii: ".") { digits.removeLast() }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Days since the end of 1899 as ISO 8601: a date, with a time of day if there is one, or a time of day alone.
    private static func date(_ days: Double, uses1904: Bool) -> String? {
        guard days >= 0, days < 2_958_466 else { return nil }
        let seconds = (days * 86_400).rounded()
        if days < 1, !uses1904 {
            let text = Instant(unixSeconds: Int64(seconds)).description
            return String(text.dropFirst(11).prefix(8))
        }
        // 1900 is a leap year to spreadsheets, so that days before its March are one too low.
        let epoch: Int64 = uses1904 ? -24_107 : days < 60 ? -25_568 : -25_569
        let text = Instant(unixSeconds: Int64(seconds) + epoch * 86_400).description
        return String(text.hasSuffix("T00:00:00Z") ? text.prefix(10) : text.dropLast())
    }
}
