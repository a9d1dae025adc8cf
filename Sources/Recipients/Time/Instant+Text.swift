extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC with `Z`, without a fraction of a second unless there is one: `2026-01-31T10:00:00Z`.
    public var description: String {
        String(unsafeUninitializedCapacity: Self.maximumTextLength) { write(to: UnsafeMutableRawBufferPointer($0)) }
    }

    /// The most bytes `write(to:)` writes.
    public static let maximumTextLength = 27

    /// Writes this instant as `description` has it and returns the number of bytes.
    ///
    /// - Parameter buffer: At least `maximumTextLength` bytes.
    @discardableResult
    public func write(to buffer: UnsafeMutableRawBufferPointer) -> Int {
        precondition(buffer.count >= Self.maximumTextLength)
        let time = calendarTime
        var length = 0
        func put(_ value: Int64, digits: Int, then separator: UInt8) {
            var rest = value
            for index in stride(from: length + digits - 1, through: length, by: -1) {
                buffer[index] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
                rest /= 10
            }
            buffer[length + digits] = separator
            length += digits + 1
        }
        put(time.year, digits: 4, then: UInt8(ascii: "-"))
        put(time.month, digits: 2, then: UInt8(ascii: "-"))
        put(time.day, digits: 2, then: UInt8(ascii: "T"))
        put(time.hour, digits: 2, then: UInt8(ascii: ":"))
        put(time.minute, digits: 2, then: UInt8(ascii: ":"))
        put(time.second, digits: 2, then: time.microsecond == 0 ? UInt8(ascii: "Z") : UInt8(ascii: "."))
        if time.microsecond != 0 {
            var fraction = time.microsecond
            var digits = 6
            while fraction % 10 == 0 {
                fraction /= 10
                digits -= 1
            }
            put(fraction, digits: digits, then: UInt8(ascii: "Z"))
        }
        return length
    }

    /// Reads an instant of the command language: `2026-01-31`, `2026-01-31T10:00`, `2026-01-31T10:00:00Z`,
    /// with an offset (`+01:00`) or a fraction of a second; `31.01.2026` for the date; without a zone it is UTC. Nil for anything
    /// else.
    public init?(_ text: some StringProtocol) {
        var copy = String(text)
        let isGerman = copy.contains(".") && !copy.prefix(5).contains("-")
        let read = copy.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            return isGerman ? Instant(europeanText: bytes) : Instant(isoText: bytes)
        }
        guard let instant = read else { return nil }
        self = instant
    }

    /// Reads ISO 8601 as `init(_:)` does, also with a blank for the `T`, from bytes.
    public init?(isoText bytes: UnsafeRawBufferPointer) {
        var reader = DigitReader(bytes)
        guard let year = reader.number(digits: 4), reader.skip("-"),
            let month = reader.number(digits: 2), reader.skip("-"),
            let day = reader.number(digits: 2)
        else { return nil }
        var time = CalendarTime(year: year, month: month, day: day)
        var offset: Int64 = 0
        if !reader.isAtEnd {
            guard reader.skip("T") || reader.skip("t") || reader.skip(" "), reader.timeOfDay(into: &time),
                let zone = reader.zoneOffset()
            else { return nil }
            offset = zone
        }
        self.init(time, offsetSeconds: offset, restOf: reader)
    }

    /// The instant of a valid calendar time in a zone, or nil if it is not valid or the reader has more to read.
    init?(_ time: CalendarTime, offsetSeconds: Int64, restOf reader: DigitReader) {
        guard time.isValid, reader.isAtEnd else { return nil }
        let utc = Instant(time).microseconds - offsetSeconds * 1_000_000
        guard utc >= Self.earliest.microseconds, utc <= Self.latest.microseconds else { return nil }
        self.init(microseconds: utc)
    }
}
