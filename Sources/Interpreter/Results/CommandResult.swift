public import CommandLanguage

/// What a command did, for programs and for people.
public struct CommandResult: Sendable {
    /// The result's members; the first one is `command`.
    public let record: Record
    /// The same in words, a line each; none where the record itself is what people want to see.
    public let words: [String]

    public init(record: Record, words: [String] = []) {
        self.record = record
        self.words = words
    }
}
