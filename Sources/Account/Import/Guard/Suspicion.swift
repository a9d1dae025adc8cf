public import Recipients

/// Why an import looks like an accident, for the user who must decide.
public struct Suspicion: Hashable, Sendable {
    let accidents: [Accident]

    /// Asks the user whether to continue; throws if not.
    public typealias Confirmation = (Suspicion) throws(Failure) -> Void

    init(_ accidents: [Accident]) {
        self.accidents = accidents
    }

    /// What looks wrong: a line for each accident with its counts, followed by lines with examples.
    public var lines: [String] {
        let shown = accidents.prefix(Self.shown)
        let rest = accidents.count - shown.count
        return shown.flatMap { accident in [accident.sentence] + accident.examples.map { "  \(accident.words($0))" } }
            + (rest > 0 ? ["and \(rest) more"] : [])
    }

    /// What looks wrong, in one sentence.
    var summary: String {
        let shown = accidents.prefix(Self.shownInSentence)
        let rest = accidents.count - shown.count
        return shown.map(\.sentence).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
    }

    private static let shown = 6
    private static let shownInSentence = 3
}
