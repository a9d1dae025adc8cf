/// A place in a source as people count: both numbers begin at 1, columns are counted in characters.
public struct SourceLocation: Hashable, Sendable {
    /// The line, counted from 1.
    public let line: Int
    /// The column in characters, counted from 1.
    public let column: Int

    /// A place for people; `Source` finds it from an offset.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
