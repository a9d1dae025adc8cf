/// The syntax tree of a whole source.
public struct Script: Sendable {
    /// The text that the ranges of all nodes are about.
    public let source: Source
    /// The statements, in their order.
    public let statements: [Statement]

    /// A script of statements that were parsed from a source.
    public init(source: Source, statements: [Statement]) {
        self.source = source
        self.statements = statements
    }

    /// The names that `param` declares at the top, in order.
    public var parameters: [Name] {
        statements.compactMap { if case .parameter(let name, _) = $0.kind { name } else { nil } }
    }
}
