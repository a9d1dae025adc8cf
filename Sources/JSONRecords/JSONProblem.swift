/// Why a text cannot be read as JSON objects, and where.
public struct JSONProblem: Error, Hashable, Sendable {
    /// In words, to follow a place: `a comma or "}" is missing`.
    public let reason: String
    /// The line of the file, from 1.
    public let line: Int
}
