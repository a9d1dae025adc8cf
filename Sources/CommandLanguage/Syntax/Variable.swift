/// A variable, perhaps with members: `$name`, `$name.member`.
public struct Variable: Hashable, Sendable {
    /// The name without the `$`.
    public let name: Name
    /// The members, from left to right; mostly none or one.
    public let members: [Name]
    public let range: SourceRange

    public init(name: Name, members: [Name], range: SourceRange) {
        self.name = name
        self.members = members
        self.range = range
    }
}
