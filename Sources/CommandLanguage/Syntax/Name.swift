/// A name as it is written in a source: a variable's, a field's, a member's.
public struct Name: Hashable, Sendable {
    public let text: String
    public let range: SourceRange

    public init(_ text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}
