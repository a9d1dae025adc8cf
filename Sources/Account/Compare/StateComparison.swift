internal import Recipients
internal import Snapshots

/// How one state differs from another: counted, and listed, in the order of the addresses, whenever somebody goes through
/// it. The states stay as they were compared, whatever becomes of their groups and backups.
///
/// Memory does not grow with the changes, which are read from the states' segments.
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
