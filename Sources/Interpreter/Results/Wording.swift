internal import Account
internal import Recipients

/// The words of results: what happened or, in a rehearsal, what would happen.
struct Wording {
    let isRehearsal: Bool
    /// The present, at the prompt, so that recent times can be told as `today` or `yesterday`; nil elsewhere.
    let now: () -> Instant?

    /// When something was done: `yesterday 15:04`, or `at` and the instant in full.
    func when(_ instant: ZonedInstant) -> String {
        now().flatMap { instant.nearDay(now: $0) } ?? "at \(instant)"
    }

    /// Who made a change, and when.
    func origin(of change: UndoneChange) -> String {
        "that was made \(change.user.map { "by \($0) " } ?? "")\(when(change.at)) (backup \(change.backup))"
    }

    /// A verb: `imported`, or `would import`.
    func did(_ past: String, _ infinitive: String) -> String {
        isRehearsal ? "would \(infinitive)" : past
    }

    /// A verb of a sentence in the present: `holds`, or `would hold`.
    func does(_ present: String, _ infinitive: String) -> String {
        isRehearsal ? "would \(infinitive)" : present
    }
}

/// The first of several items, and how many more there are.
func listed(_ first: [String], of count: Int) -> String {
    let rest = count - first.count
    return rest > 0 ? "\(first.joined(separator: ", ")) and \(NumberText.grouped(rest)) more" : first.conjunction
}
