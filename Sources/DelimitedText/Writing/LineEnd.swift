/// What ends a record that is written.
public enum LineEnd: Sendable {
    /// LF.
    case lineFeed
    /// CRLF, as RFC 4180 has it.
    case carriageReturnLineFeed
}
