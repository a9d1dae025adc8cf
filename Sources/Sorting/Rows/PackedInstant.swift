/// A text of the form `2018-11-23T11:28:00Z`, with any digits, in seven bytes instead of twenty.
public struct PackedInstant: Hashable, BitwiseCopyable {
    /// Seven bytes of two digits each; the highest byte is zero.
    @usableFromInline let digits: UInt64

    /// The length of the text in bytes.
    @inlinable public static var textLength: Int { 20 }
    /// The length of the packed form in bytes.
    @inlinable public static var size: Int { 7 }

    /// The text with zeros for digits, in words of eight, eight and four bytes, the first byte lowest.
    @inlinable static var form: (date: UInt64, hour: UInt64, second: UInt64) {
        (0x2D30_302D_3030_3030, 0x3030_3A30_3054_3030, 0x5A30_303A)
    }
    /// All ones in the bytes that are not digits.
    @inlinable static var separators: (date: UInt64, hour: UInt64, second: UInt64) {
        (0xFF00_00FF_0000_0000, 0x0000_FF00_00FF_0000, 0xFF00_00FF)
    }

    /// Nil for a text of any other form.
    ///
    /// - Parameter text: `textLength` bytes.
    @inlinable @inline(__always)
    public init?(_ text: UnsafeRawPointer) {
        // Digits become their values, separators zero.
        let date = Self.word(at: text) ^ Self.form.date
        let hour = Self.word(at: text + 8) ^ Self.form.hour
        let second = UInt64(UInt32(littleEndian: (text + 16).loadUnaligned(as: UInt32.self))) ^ Self.form.second
        let others = date & Self.separators.date | hour & Self.separators.hour | second & Self.separators.second
        guard Self.beyondDigits(date) | Self.beyondDigits(hour) | Self.beyondDigits(second) | others == 0 else {
            return nil
        }
        let (dates, hours, seconds) = (Self.paired(date), Self.paired(hour), Self.paired(second))
        digits =
            dates & 0xFF | (dates >> 8) & 0xFF00 | (dates >> 24) & 0xFF_0000
            | (hours & 0xFF) << 24 | (hours << 8) & 0xFF_0000_0000 | (hours >> 8) & 0xFF00_0000_0000
            | (seconds & 0xFF00) << 40
    }

    /// - Parameter word: A word with the packed form in its lowest seven bytes.
    @inlinable @inline(__always)
    public init(packed word: UInt64) {
        digits = word & (1 << 56 - 1)
    }

    /// A word with the packed form in its lowest seven bytes.
    public var packed: UInt64 {
        @inlinable @inline(__always) get { digits }
    }

    /// Writes the text.
    ///
    /// - Parameter target: Room for `textLength` bytes.
    @inlinable @inline(__always)
    public func write(to target: UnsafeMutableRawPointer) {
        let date =
            Self.form.date | Self.apart(digits) | Self.apart(digits >> 8) << 16 | Self.apart(digits >> 16) << 40
        let hour =
            Self.form.hour | Self.apart(digits >> 24) | Self.apart(digits >> 32) << 24 | Self.apart(digits >> 40) << 48
        let second = Self.form.second | Self.apart(digits >> 48) << 8
        target.storeBytes(of: date.littleEndian, as: UInt64.self)
        target.storeBytes(of: hour.littleEndian, toByteOffset: 8, as: UInt64.self)
        target.storeBytes(of: UInt32(truncatingIfNeeded: second).littleEndian, toByteOffset: 16, as: UInt32.self)
    }

    @inlinable @inline(__always)
    static func word(at text: UnsafeRawPointer) -> UInt64 {
        UInt64(littleEndian: text.loadUnaligned(as: UInt64.self))
    }

    /// Not zero if any byte is greater than nine.
    @inlinable @inline(__always)
    static func beyondDigits(_ word: UInt64) -> UInt64 {
        (word | (word &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
    }

    /// In each byte, a digit in the upper half and the digit that follows it in the lower half.
    @inlinable @inline(__always)
    static func paired(_ word: UInt64) -> UInt64 {
        word << 4 | word >> 8
    }

    /// The two digits of the lowest byte in two bytes, the first digit lower.
    @inlinable @inline(__always)
    static func apart(_ pair: UInt64) -> UInt64 {
        (pair >> 4) & 0xF | (pair & 0xF) << 8
    }
}
