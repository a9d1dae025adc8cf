internal import Recipients
internal import Snapshots
internal import Sorting

/// The recipients that a change touched: before it, after it, and as the group has them now.
struct TouchedRows: AddressStreams {
    /// The recipient directly before the change; nil if it was not there.
    private(set) var before: Row?
    /// The recipient directly after the change; nil if it had been removed.
    private(set) var after: Row?
    private(set) var stored: Row?
    /// What else is known about somebody who would come back.
    private(set) var prior: PriorConsent?
    private var difference: DifferenceCursor
    private var now: StackCursor
    private var history: ConsentHistory
    private let segments: [Segment]
    private let filter: RowFilter?
    private var cancellation: CancellationCheck
    private let progress: ProgressCounter?

    /// - Parameters:
    ///   - before: The stack of the state before the change, oldest first.
    ///   - after: The stack of the state after it.
    ///   - now: The stack of the group's current state.
    ///   - filter: A condition on the recipients, by their rows before the change or, if it added them, after it; nil
    ///     for all.
    ///   - history: Consulted about those who are not in the group.
    ///   - progress: Counts the addresses.
    init(
        before: [Segment],
        after: [Segment],
        now: [Segment],
        where filter: RowFilter?,
        _ history: ConsentHistory,
        _ cancellation: CancellationCheck,
        _ progress: ProgressCounter?
    ) {
        difference = DifferenceCursor(before, after)
        self.now = StackCursor(now)
        segments = before + after + now
        self.filter = filter
        self.history = history
        self.cancellation = cancellation
        self.progress = progress
    }

    mutating func advance() throws(Failure) -> Bool {
        while let (before, after) = difference.next() {
            try cancellation.count()
            progress?.count()
            if let before, let after, before.hasSameCells(as: after) { continue }
            guard let row = before ?? after else { continue }
            if let filter, !(try filter(row)) { continue }
            (self.before, self.after) = (before, after)
            stored = now.find(row.key)
            prior = after == nil && stored == nil ? try history.find(row.key) : nil
            return true
        }
        try segments.checkRead()
        try history.checkRead()
        return false
    }
}
