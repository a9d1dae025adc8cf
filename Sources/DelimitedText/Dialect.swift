/// How the cells of a delimited text are set apart. Quotes and line ends are those of RFC 4180 in every dialect.
public struct Dialect: Hashable, Sendable {
    /// An ASCII byte, neither a quote nor a line end.
    public var delimiter: UInt8

    /// A dialect in which this ASCII byte separates the cells.
    public init(delimiter: UInt8) {
        self.delimiter = delimiter
    }

    /// The delimiters that are detected: comma, semicolon, tab and vertical bar.
    public static let delimiters: [UInt8] = [Byte.comma, Byte.semicolon, Byte.tab, Byte.verticalBar]

    /// Whether records can be read and written with the delimiter.
    var isUsable: Bool {
        // No text has a NUL, and a scanner may read zeros behind its end.
        0x01..<0x80 ~= delimiter && delimiter != Byte.quote && delimiter != Byte.lineFeed
            && delimiter != Byte.carriageReturn
    }
}
