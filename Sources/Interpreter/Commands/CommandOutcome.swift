internal import CommandLanguage
internal import Recipients

/// What running a command gave.
struct CommandOutcome {
    let record: Record
    /// The same in words; see `CommandResult`.
    let words: Lines
    /// What people should know besides.
    var notes: [String] = []
    /// What the command found wrong; the result holds all the same.
    var failure: Failure?

    init(_ record: Record, _ words: [String], notes: [String] = [], failure: Failure? = nil) {
        self.init(record, Lines(words), notes: notes, failure: failure)
    }

    init(_ record: Record, _ words: Lines = [], notes: [String] = [], failure: Failure? = nil) {
        self.record = record
        self.words = words
        self.notes = notes
        self.failure = failure
    }
}
