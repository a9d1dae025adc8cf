/// What ends a record that is written.
public enum LineEnd: Sendable {
    case lineFeed
    case carriageReturnLineFeed
}
