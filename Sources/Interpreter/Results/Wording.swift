internal import Account
internal import CommandLanguage
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

/// Statements that results suggest to the user.
enum StatementText {
    /// Words that the grammar would not read as the name of a group.
    private static let keywords: Set<String> = [
        "to", "via", "of", "into", "from", "for", "in", "as", "with", "where",
        "sort", "count", "show", "limit", "at", "campaign", "on", "off",
    ]

    /// A name as a statement writes it: quoted unless it is a plain word without another meaning.
    static func name(_ name: String) -> String {
        keywords.contains(name.lowercased()) ? ArgumentText.literal(name) : ArgumentText.of(name)
    }

    /// The statement that undoes a change; nil if no backup was kept.
    static func undo(_ kept: KeptBackup) -> String? {
        kept.id.map { "undo backup \($0)" }
    }
}
