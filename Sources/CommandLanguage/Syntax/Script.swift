/// The syntax tree of a whole source.
public struct Script: Sendable {
    public let source: Source
    public let statements: [Statement]

    public init(source: Source, statements: [Statement]) {
        self.source = source
        self.statements = statements
    }

    /// The names that `param` declares at the top, in order.
    public var parameters: [Name] {
        statements.compactMap { if case .parameter(let name, _) = $0.kind { name } else { nil } }
    }
}
