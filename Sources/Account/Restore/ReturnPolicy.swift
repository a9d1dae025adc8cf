internal import Recipients
internal import Snapshots
internal import Sorting

/// The rows of a state that is put back into its empty group, as far as a newer state knows something of their recipients.
struct ReturnedRows: AddressStreams {
    /// The row as it was put back.
    private(set) var stored: Row?
    /// What the newest state says that knows the recipient.
    private(set) var known: Knowledge?
    private var addresses: AddressUnion
    private var history: ConsentHistory
    private var cancellation: CancellationCheck

    /// - Parameters:
    ///   - addresses: Those at which a newer state differs from the one that is put back.
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
            (stored, known) = (row, found)
            return true
        }
        try history.checkRead()
        return false
    }
}

/// Looks again at recipients who were put back: whoever has left since stays unsubscribed.
struct ReturnPolicy: MergePolicy {
    let merge: RecipientMerge

    var memory: LeaverMemory { merge.memory }

    func decide(_ rows: inout ReturnedRows, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate {
        guard let row = rows.stored else { return .untouched }
        return .written(merge.apply(row, to: nil, known: rows.known, into: &lines))
    }
}

extension Account {
    /// Puts a state back into its own, now empty, group: its segments are referred to again. Only recipients whom a newer state
    /// knows for unsubscribed are written again.
    ///
    /// - Parameters:
    ///   - state: What is put back.
    ///   - newer: The group's newer states, newest first.
    ///   - merge: How recipients come back.
    ///   - changes: Takes the rows that are not as they were; nil to write none.
    /// - Complexity: In what differs between the state and the newer ones.
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
        // Only where a newer state differs can it say something else; the newest that knows a recipient counts.
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
