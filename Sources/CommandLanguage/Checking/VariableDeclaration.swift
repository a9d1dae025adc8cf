/// Where a script gives a name a value.
public struct VariableDeclaration: Sendable {
    /// The name that is given, with its place.
    public let name: Name
    /// The source that holds the statement: the script itself, or one that it includes.
    public let source: Source
    /// The statement; of a loop, what stands before its block.
    public let statement: SourceRange
    /// The part of the script in which the name has this value, unless it is given another.
    public let visibility: SourceRange
    let shape: Shape

    /// What kind of value it is; nil if it takes a run to know.
    public var kind: ValueKind? { shape.kind }

    /// The members that the value is known to have.
    public var fields: RowFields? {
        switch shape {
        case .record(let fields), .rows(let fields): fields
        default: nil
        }
    }
}

extension Sequence<VariableDeclaration> {
    /// The declaration that a name at a place of the script goes back to.
    public func last(of name: String, at offset: Int) -> VariableDeclaration? {
        reduce(nil) { found, next in
            let isSeen = next.visibility.lower <= offset && offset <= next.visibility.upper
            return next.name.text == name && isSeen ? next : found
        }
    }
}
