internal import Recipients
internal import Snapshots

// Accidents that show in figures: somebody else's list, a truncated list, a wrong mapping.
extension ImportGuard {
    /// A shorter file says little about which group it belongs to.
    private static let leastRows = 20

    /// Accidents to the group as a whole.
    var accidentsToTheGroup: [Accident] {
        [fewKnown, massLeave, massUnsubscribe, massActivate].compactMap { $0 }
    }

    private var fewKnown: Accident? {
        let rows = figures.counts.read
        let known = sample.known + figures.otherKnown
        guard figures.mode == .update || figures.mode == .replace, rows >= Self.leastRows, 10 * known < rows
        else { return nil }
        return Accident(.fewKnown, known, of: rows, figures.unknown)
    }

    private var massLeave: Accident? {
        guard isTooMuch(figures.counts.removed) else { return nil }
        return Accident(.massLeave, figures.counts.removed, of: figures.recipients, figures.leaving)
    }

    private var massUnsubscribe: Accident? {
        change(.massUnsubscribe, of: figures.becomeUnsubscribed, to: .unsubscribed)
    }

    private var massActivate: Accident? { change(.massActivate, of: figures.becomeActive, to: .active) }

    private func change(_ kind: Accident.Kind, of count: Int, to status: Status) -> Accident? {
        guard isTooMuch(count) else { return nil }
        var examples: [String] = []
        sample.forEach { before, after in
            guard examples.count < Accident.shownExamples, Status(of: after) == status, Status(of: before) != status
            else { return }
            examples.append(String(decoding: before.key, as: UTF8.self))
        }
        return Accident(kind, count, of: figures.recipients, examples)
    }

    /// Whether a number is more than a third of the group.
    private func isTooMuch(_ count: Int) -> Bool { 3 * count > figures.recipients }
}

extension Accident {
    fileprivate init(_ kind: Kind, _ count: Int, of total: Int, _ examples: [String]) {
        self.init(
            kind: kind, column: nil, count: count, total: total, isEstimate: false,
            examples: examples.map { Example(email: $0) })
    }
}
