internal import CommandLanguage
internal import Recipients

/// What running a command gave.
struct CommandOutcome {
    let record: Record
    let presentation: CommandResult.Presentation
    var notes: [String] = []
    var failure: Failure?

    init(_ record: Record, _ words: [String], notes: [String] = [], failure: Failure? = nil) {
        self.init(record, .confirmation(words), notes: notes, failure: failure)
    }

    init(
        _ record: Record,
        _ presentation: CommandResult.Presentation = .record,
        notes: [String] = [],
        failure: Failure? = nil
    ) {
        self.record = record
        self.presentation = presentation
        self.notes = notes
        self.failure = failure
    }
}
