/// A variable, perhaps with members: `$name`, `$name.member`.
public struct Variable: Hashable, Sendable {
    /// The name without the `$`.
    public let name: Name
    /// The members, from left to right; mostly none or one.
    public let members: [Name]
    /// Where it stands, with its members.
    public let range: SourceRange

    /// A variable at its place.
    public init(name: Name, members: [Name], range: SourceRange) {
        self.name = name
        self.members = members
        self.range = range
    }
}
