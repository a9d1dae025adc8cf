/// A date as it is in a sign-up column of a file.
public enum SignUpDate: Hashable, Sendable {
    /// An empty cell, Unix second 0, or a date of zeros.
    case never
    /// It happened then.
    case at(Instant)

    /// When it happened; nil if never.
    public var instant: Instant? {
        if case .at(let instant) = self { return instant }
        return nil
    }

    /// Reads ISO 8601, German (`31.12.2024 23:59`) and Dutch (`31-12-2024`) dates and Unix seconds.
    ///
    /// `0` and `0000-00-00`, with a time or without, mean never. So does `00:00:00`, a spreadsheet's 0 in a cell for
    /// dates. Other numbers below 100,000,000 are not dates: they may be the serial number of a spreadsheet's day, a
    /// year, or a day as `20241231`.
    ///
    /// - Parameters:
    ///   - text: The date, in UTF-8.
    ///   - zone: The time zone of dates without an offset.
    /// - Returns: Nil if the text is none of these.
    public init?(_ text: UnsafeRawBufferPointer, in zone: borrowing ZoneRules) {
        let text = text.trimmingASCIIWhitespace()
        guard !text.isEmpty else {
            self = .never
            return
        }
        if let written = WrittenInstant(fileText: text) {
            guard let instant = written.instant(in: zone) else { return nil }
            self = .at(instant)
        } else if let seconds = Self.unixSeconds(text) {
            guard seconds == 0 || seconds >= Self.firstSecond else { return nil }
            self = seconds == 0 ? .never : .at(Instant(unixSeconds: seconds))
        } else if text.starts(with: "0000-00-00".utf8) || text.starts(with: "00:00:00".utf8),
            text.allSatisfy({ Self.standsInNever($0) })
        {
            self = .never
        } else {
            return nil
        }
    }

    /// In March 1973; nobody signed up by mail before.
    private static let firstSecond: Int64 = 100_000_000

    /// Whether a byte can be in a date and time of zeros.
    private static func standsInNever(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: " "),
            UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "+"):
            true
        default: false
        }
    }

    private static func unixSeconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        // Eleven digits reach the year 5138; more would be milliseconds, which are not supported.
        guard text.count <= 11, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
}
