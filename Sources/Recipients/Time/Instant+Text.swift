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

    /// Reads an instant as `WrittenInstant` does; without an offset it is in UTC. Nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let instant = WrittenInstant(text)?.instant(in: .utc) else { return nil }
        self = instant
    }

    /// Reads ISO 8601 as `init(_:)` does, from bytes.
    public init?(isoText bytes: UnsafeRawBufferPointer) {
        // Nearly all that are stored are written so.
        if let instant = Instant(canonical: bytes) {
            self = instant
            return
        }
        guard let instant = WrittenInstant(isoText: bytes)?.instant(in: .utc) else { return nil }
        self = instant
    }
}
