/// A name as it is written in a source: a variable's, a field's, a member's.
public struct Name: Hashable, Sendable {
    /// The name as it was written.
    public let text: String
    /// Where it stands.
    public let range: SourceRange

    /// A name at its place.
    public init(_ text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}
