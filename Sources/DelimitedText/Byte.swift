/// The bytes that mean something in a delimited text.
enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B
    static let verticalBar: UInt8 = 0x7C

    /// ASCII white space within a line: blank, tab, vertical tab and form feed.
    @inline(__always)
    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == tab || byte == 0x0B || byte == 0x0C
    }

    /// The number of lines that end in a text; CRLF ends one.
    static func lineEnds(in text: UnsafeRawBufferPointer) -> Int {
        var count = 0
        var previous: UInt8 = 0
        for byte in text {
            if byte == carriageReturn || (byte == lineFeed && previous != carriageReturn) { count += 1 }
            previous = byte
        }
        return count
    }
}
