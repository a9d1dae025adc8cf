/// An instant as somebody wrote it: a date and a time of day, and the offset from UTC if one was given. Without one,
/// the meaning depends on a time zone.
public struct WrittenInstant: Hashable, Sendable {
    let time: CalendarTime
    /// In seconds ahead of UTC; nil if none was given.
    let offset: Int64?

    /// - Returns: Nil if there is no such date or time of day, or if the reader has more to read.
    init?(_ time: CalendarTime, offset: Int64?, restOf reader: DigitReader) {
        guard time.isValid, reader.isAtEnd else { return nil }
        self.time = time
        self.offset = offset
    }

    /// A day that exists, without an offset.
    private init(_ day: CalendarTime) {
        time = day
        offset = nil
    }

    /// The instant that is meant.
    ///
    /// - Parameter zone: The time zone to use if no offset was given.
    /// - Returns: Nil if it is outside the years 1 to 9999 in UTC.
    public func instant(in zone: borrowing ZoneRules) -> Instant? {
        let instant =
            if let offset {
                Instant(microseconds: Instant(time).microseconds - offset * 1_000_000)
            } else {
                zone.instant(showing: time)
            }
        return instant >= .earliest && instant <= .latest ? instant : nil
    }

    /// Reads an instant of the command language: `2026-01-31`, `2026-01-31T10:00`, `2026-01-31T10:00:00Z`, with an
    /// offset (`+01:00`) or a fraction of a second, also with a space for the `T`; `31.01.2026` for the date. Nil for
    /// anything else.
    public init?(_ text: some StringProtocol) {
        var copy = String(text)
        let isGerman = copy.contains(".") && !copy.prefix(5).contains("-")
        let read = copy.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            return isGerman ? WrittenInstant(europeanText: bytes) : WrittenInstant(isoText: bytes)
        }
        guard let read else { return nil }
        self = read
    }

    /// Reads ISO 8601 as `init(_:)` does, from bytes.
    init?(isoText bytes: UnsafeRawBufferPointer) {
        var reader = DigitReader(bytes)
        guard let year = reader.number(digits: 4), reader.skip("-"),
            let month = reader.number(digits: 2), reader.skip("-"),
            let day = reader.number(digits: 2)
        else { return nil }
        var time = CalendarTime(year: year, month: month, day: day)
        var offset: Int64?
        if !reader.isAtEnd {
            guard reader.skip("T") || reader.skip("t") || reader.skip(" "), reader.timeOfDay(into: &time),
                reader.zoneOffset(into: &offset)
            else { return nil }
        }
        self.init(time, offset: offset, restOf: reader)
    }

    /// Reads an instant of a file: ISO 8601, also without separators, or as `init(europeanText:)` does.
    init?(fileText bytes: UnsafeRawBufferPointer) {
        // Years have four digits, days at most two.
        guard bytes.count > 4, 0x30...0x39 ~= bytes[1], 0x30...0x39 ~= bytes[2] else {
            self.init(europeanText: bytes)
            return
        }
        if bytes[4] == UInt8(ascii: "-") {
            self.init(isoText: bytes)
        } else {
            self.init(basicText: bytes)
        }
    }

    /// Reads the basic format of ISO 8601: `20241231T100000Z`. A day alone would be a number.
    private init?(basicText bytes: UnsafeRawBufferPointer) {
        var reader = DigitReader(bytes)
        guard let year = reader.number(digits: 4), let month = reader.number(digits: 2),
            let day = reader.number(digits: 2), reader.skip("T") || reader.skip("t")
        else { return nil }
        var time = CalendarTime(year: year, month: month, day: day)
        var offset: Int64?
        guard reader.basicTimeOfDay(into: &time), reader.zoneOffset(into: &offset) else { return nil }
        self.init(time, offset: offset, restOf: reader)
    }

    /// Reads `31.12.2024` or `31-12-2024`, with an optional time of day after a space, a comma or a `T`.
    init?(europeanText bytes: UnsafeRawBufferPointer) {
        if let day = Instant.europeanDay(bytes) {
            self.init(day)
            return
        }
        var reader = DigitReader(bytes)
        guard let day = reader.shortNumber() else { return nil }
        let separator: Unicode.Scalar = reader.skip(".") ? "." : "-"
        guard separator == "." || reader.skip("-"), let month = reader.shortNumber(), reader.skip(separator),
            let year = reader.number(digits: 4)
        else { return nil }
        var time = CalendarTime(year: year, month: month, day: day)
        var offset: Int64?
        if !reader.isAtEnd {
            _ = reader.skip(",")
            guard reader.skip(" ") || reader.skip("T"), reader.timeOfDay(into: &time), reader.zoneOffset(into: &offset)
            else { return nil }
        }
        self.init(time, offset: offset, restOf: reader)
    }
}
