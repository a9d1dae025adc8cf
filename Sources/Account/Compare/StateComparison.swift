public import Recipients
internal import Snapshots

/// How one state differs from another: counted, and listed, in the order of the addresses, whenever somebody goes through
/// it. The states stay as they were compared, whatever becomes of their groups and backups.
///
/// Memory does not grow with the changes, which are read from the states' segments. Sendable, since segments do not change.
public struct StateComparison: Sequence, @unchecked Sendable {
    /// How many recipients differ, and how.
    public private(set) var counts = ComparisonCounts()
    // What makes it sendable: segments are immutable but for a note of malformed rows, and counting has met every row and
    // found none.
    private let left: ComparedState
    private let right: ComparedState
    private let fields: ComparedFields
    /// Whether the same bytes mean the same in both.
    private let haveSameColumns: Bool

    init(_ left: ComparedState, _ right: ComparedState, check: () throws(Failure) -> Void) throws(Failure) {
        self.left = left
        self.right = right
        fields = ComparedFields(left.fields, right.fields)
        haveSameColumns = left.columns == right.columns
        var difference = DifferenceCursor(left.segments, right.segments)
        while let (before, after) = difference.next() {
            try check()
            switch (before, after) {
            case (nil, _): counts.added += 1
            case (_, nil): counts.removed += 1
            case (let before?, let after?): if change(before, after) != nil { counts.changed += 1 }
            }
        }
        try (left.segments + right.segments).checkRead()
        counts.unchanged = right.count - counts.added - counts.changed
    }

    /// Goes through the recipients that differ, from the first.
    public func makeIterator() -> AnyIterator<RecipientChange> {
        var difference = DifferenceCursor(left.segments, right.segments)
        return AnyIterator {
            while let (before, after) = difference.next() {
                if let change = change(before, after) { return change }
            }
            return nil
        }
    }

    /// How a recipient differs; nil if it does not.
    private func change(_ before: Row?, _ after: Row?) -> RecipientChange? {
        if haveSameColumns, let before, let after, before.hasSameCells(as: after) { return nil }
        return fields.change(from: before.map(left.decoder.recipient), to: after.map(right.decoder.recipient))
    }
}

/// One side of a comparison.
struct ComparedState {
    let segments: [Segment]
    let fields: [String]
    /// What the cells of its rows are.
    let columns: [String]
    let decoder: RecipientDecoder
    let count: Int

    init(_ source: RecipientSource, _ account: Account) throws(Failure) {
        let group: GroupManifest
        let state: GroupManifest.State
        switch source {
        case .group(let name):
            group = try account.liveGroup(name)
            (state, fields) = (group.state, group.fields)
        case .backup(let reference):
            let found = try account.find(reference)
            group = found.group
            (state, fields) = (found.backup.state, found.backup.fields)
        }
        segments = try account.open(state, of: group)
        columns = group.segmentColumns
        decoder = RecipientDecoder(group, fields: fields)
        count = state.counts.recipients
    }
}

extension Account {
    /// Compares two states, from the first to the second, and counts what differs.
    ///
    /// Fields are compared by their names, without regard to case. A field that only one of the states has counts as
    /// missing in the other.
    ///
    /// - Parameter first: The state to start from.
    /// - Parameter second: The state to arrive at.
    /// - Throws: `cancelled` if the user asks to stop.
    /// - Complexity: Where both are states of one group, the time is in what differs between them. Memory does not grow with
    ///   either.
    public func compare(_ first: RecipientSource, with second: RecipientSource) throws(Failure) -> StateComparison {
        let (left, right) = try reading(
            (try about(.firstState, ComparedState(first, self)), try about(.secondState, ComparedState(second, self))))
        let progress = counter(.comparing, of: max(left.count, right.count))
        var cancellation = CancellationCheck(isCancelled)
        return try StateComparison(left, right) { () throws(Failure) in
            try cancellation.count()
            progress?.count()
        }
    }
}
