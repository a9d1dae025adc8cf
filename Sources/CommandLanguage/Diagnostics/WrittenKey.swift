/// The key of a `sort by` or of a fold, as messages show it.
public struct WrittenKey: Hashable, Sendable {
    /// The name of the field, or the expression as the source has it.
    let name: String
    /// How it is written as a part of an expression, where a text in quotes is not a field.
    let operand: String
}

extension Expression {
    /// The expression as the key that it is.
    ///
    /// - Parameter source: The source that contains it.
    public func key(in source: Source) -> WrittenKey {
        let written = source.text(range)
        guard case .field(let field) = kind else { return WrittenKey(name: written, operand: written) }
        let isQuoted = ["\"", "'"].contains { written.hasPrefix($0) }
        return WrittenKey(name: field.text, operand: isQuoted ? "field(\(written))" : written)
    }
}
