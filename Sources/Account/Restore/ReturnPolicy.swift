internal import Recipients
internal import Snapshots
internal import Sorting

/// The rows of a state that is put back into its empty group, at the addresses where a newer state may know something
/// about their recipients.
struct ReturnedRows: AddressStreams {
    /// The row that was put back.
    private(set) var stored: Row?
    /// What the newest state that knows the recipient says.
    private(set) var prior: PriorConsent?
    private var addresses: AddressUnion
    private var history: ConsentHistory
    private var cancellation: CancellationCheck

    /// - Parameters:
    ///   - addresses: The addresses at which a newer state differs from the one that is put back.
    ///   - history: The newer states.
    init(_ addresses: AddressUnion, _ history: ConsentHistory, _ cancellation: CancellationCheck) {
        self.addresses = addresses
        self.history = history
        self.cancellation = cancellation
    }

    mutating func advance() throws(Failure) -> Bool {
        while let row = addresses.next() {
            try cancellation.count()
            guard let found = try history.find(row.key) else { continue }
            (stored, prior) = (row, found)
            return true
        }
        try history.checkRead()
        return false
    }
}

/// Revises recipients who were put back: whoever has left since stays unsubscribed.
struct ReturnPolicy: MergePolicy {
    let merge: RecipientMerge

    var memory: LeaverMemory { merge.memory }

    func decide(_ rows: inout ReturnedRows, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate {
        guard let row = rows.stored else { return .untouched }
        return .written(merge.apply(row, to: nil, prior: rows.prior, into: &lines))
    }
}

extension Account {
    /// Puts a state back into its own, now empty, group by referring to its segments again. Only recipients who are
    /// unsubscribed in a newer state are rewritten.
    ///
    /// - Parameters:
    ///   - state: The state to put back.
    ///   - newer: The group's newer states, newest first.
    ///   - merge: The rules for recipients that come back.
    ///   - changes: Receives the rows that are rewritten; nil to write none.
    /// - Complexity: Linear in the differences between the state and the newer ones.
    func putBack(
        _ state: GroupManifest.State,
        of group: GroupManifest,
        newer: [GroupManifest.State],
        _ merge: RecipientMerge,
        into changes: ChangeWriter?
    ) throws(Failure) -> RowTally {
        var tally = RowTally(puttingBack: state)
        if merge.consent.resubscribes { return tally }
        let source = try open(state, of: group)
        // Only a newer state that differs can say something else; the newest one that knows a recipient counts.
        var differences: [DifferenceCursor] = []
        for other in newer where other.segments != state.segments && !other.segments.isEmpty {
            differences.append(DifferenceCursor(source, try open(other, of: group)))
        }
        if differences.isEmpty { return tally }
        let rows = ReturnedRows(
            AddressUnion(differences), ConsentHistory(store, group, target: merge.memory, states: newer),
            CancellationCheck(isCancelled))
        var walk = RecipientWalk(rows, ReturnPolicy(merge: merge))
        try walk.run(into: changes)
        tally.revise(walk.tally)
        return tally
    }
}
