internal import CommandLanguage

extension Interpreter {
    /// The names of what a variable's value holds, for completion; none if it holds nothing by name.
    public func memberNames(of variable: String) -> [String] {
        guard case .record(let record)? = variables[variable] else { return [] }
        return record.columns
    }
}
