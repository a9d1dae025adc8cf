public import CommandLanguage

/// What a command did, for programs and for people.
public struct CommandResult: Sendable {
    /// The result's members; the first one is `command`.
    public let record: Record
    /// The same in words, a line each; none where the record itself is what people want to see.
    public let words: Lines
    /// Whether the command was run for what it shows, rather than for what it does.
    public let isAnswer: Bool

    /// A result; the words are its confirmation, and an answer is shown even when confirmations are not.
    public init(record: Record, words: Lines = [], isAnswer: Bool = false) {
        self.record = record
        self.words = words
        self.isAnswer = isAnswer
    }
}
