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
        let (date, clock, rest) = Self.canonicalText(of: time)
        buffer.storeBytes(of: date, as: UInt64.self)
        buffer.storeBytes(of: clock, toByteOffset: 8, as: UInt64.self)
        buffer.storeBytes(of: rest, toByteOffset: 16, as: UInt32.self)
        return time.microsecond == 0 ? 20 : Self.writeFraction(time.microsecond, to: buffer)
    }

    /// Writes a fraction of a second in place of the `Z`, and another `Z` after it; returns the length of the text.
    private static func writeFraction(_ microsecond: Int64, to buffer: UnsafeMutableRawBufferPointer) -> Int {
        var (fraction, digits) = (microsecond, 6)
        while fraction % 10 == 0 {
            fraction /= 10
            digits -= 1
        }
        buffer[19] = UInt8(ascii: ".")
        for index in stride(from: 19 + digits, to: 19, by: -1) {
            buffer[index] = UInt8(truncatingIfNeeded: 0x30 + fraction % 10)
            fraction /= 10
        }
        buffer[20 + digits] = UInt8(ascii: "Z")
        return 21 + digits
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
