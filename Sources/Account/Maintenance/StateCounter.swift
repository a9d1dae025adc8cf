internal import Recipients
internal import Snapshots
internal import Sorting
internal import Storage

/// Examines every row of a segment, and counts the recipients.
struct SegmentCheck {
    /// How many recipients of each status the segment has.
    let counts: StatusCounts
    /// What is wrong with it; nil if nothing is.
    let damage: FileDamage?

    /// Sendable, because one thread counts, and afterwards only the thread that takes it uses it.
    private final class Tally: @unchecked Sendable {
        @exclusivity(unchecked) var counts = StatusCounts()
    }

    /// - Parameters:
    ///   - segment: The segment, whose checksum may be checked at the same time.
    ///   - group: The group that it belongs to.
    init(_ segment: Segment, of group: GroupManifest) {
        var counts = StatusCounts()
        let found = segment.examine(columns: segment.columns.count) {
            Tally()
        } note: { row, tally in
            if !row.isRemoval { tally.counts.add(Status(of: row)) }
        } take: {
            counts.add($0.counts)
        }
        self.counts = counts
        if case .damaged(_, let damage)? = Self.error(segment) {
            self.damage = damage
            return
        }
        switch found.problem {
        case .notARow: damage = .notARecipient
        case .notInOrder: damage = .other("its rows are not in order")
        case nil:
            let rows = segment.reference.rows
            if found.rows != rows {
                damage = .other("it has \(found.rows) rows instead of \(rows)")
            } else if !segment.hasItsFingerprints {
                damage = .other("its addresses do not match their fingerprints in the manifest")
            } else {
                damage = group.segmentColumns.starts(with: segment.columns) ? nil : .foreignColumns
            }
        }
    }

    private static func error(_ segment: Segment) -> SnapshotError? {
        do throws(SnapshotError) {
            try segment.checkWhole()
            return nil
        } catch {
            return error
        }
    }
}

/// Counts the recipients of states from those of their segments. What a segment's rows hide below it is computed once
/// for each segment and the stack that it is on, so the states of thirty days cost little more than one.
struct StateCounter {
    /// The recipients of each segment, whatever is above or below it.
    private let own: [Int: StatusCounts]
    /// The stacks that have been counted, each by the number of the stack without its top segment and that segment's
    /// number.
    private var known: [Stack: Int] = [:]
    /// The counts of these stacks, by number; number 0 is the empty stack.
    private var counts = [StatusCounts()]

    private struct Stack: Hashable {
        let below: Int
        let top: Int
    }

    /// - Parameter own: The recipients of each segment, by segment number.
    init(_ own: [Int: StatusCounts]) {
        self.own = own
    }

    /// Counts the recipients of each status that a stack shows. It is best to count longer stacks first.
    ///
    /// - Parameter segments: The stack, oldest first; each segment must be in `own`.
    mutating func count(_ segments: [Segment]) -> StatusCounts {
        var place = 0
        var shared = 0
        while shared < segments.count, let next = known[Stack(below: place, top: segments[shared].reference.number)] {
            place = next
            shared += 1
        }
        let hidden = HiddenRows(Array(segments[shared...]), above: Array(segments[..<shared])).counts
        for (segment, hidden) in zip(segments[shared...], hidden) {
            let number = segment.reference.number
            var total = counts[place]
            total.add(own[number] ?? StatusCounts())
            total.add(hidden)
            known[Stack(below: place, top: number)] = counts.count
            place = counts.count
            counts.append(total)
        }
        return counts[place]
    }
}

extension StatusCounts {
    /// The recipients of each status that a stack shows, by going through all rows.
    init(of segments: [Segment]) {
        self.init()
        var cursor = StackCursor(segments)
        while let row = cursor.current {
            add(Status(of: row))
            cursor.advance()
        }
    }
}

/// What the rows of segments hide in the segments below them.
private struct HiddenRows {
    /// For each segment, the recipients that its rows hide, as negative counts.
    private(set) var counts: [StatusCounts]

    /// - Parameters:
    ///   - upper: Consecutive segments of a stack, oldest first.
    ///   - lower: The segments below them.
    init(_ upper: [Segment], above lower: [Segment]) {
        var total = upper.map { _ in StatusCounts() }
        counts = total
        // The lowest segment of all hides nothing; it is large, and is only searched where others have a row.
        let first = lower.isEmpty ? 1 : 0
        guard upper.count > first else { return }
        let (searched, walked) = (lower + upper.prefix(first), Array(upper.dropFirst(first)))
        let work = OrderedWork<KeyRange, [StatusCounts]> {
            { range in Self.hidden(by: walked, of: searched, in: range) }
        }
        work.run(KeyRange.ranges(of: walked, bytes: StackWalk.rangeBytes)) { counts in
            for (index, count) in counts.enumerated() { total[first + index].add(count) }
        }
        counts = total
    }

    private static func hidden(by walked: [Segment], of searched: [Segment], in range: KeyRange) -> [StatusCounts] {
        var counts = walked.map { _ in StatusCounts() }
        var rows = MergingCursor(walked, in: range)
        var below = StackCursor(searched, in: range, showsRemovals: true)
        while let row = rows.current {
            var hidden = below.find(row.key)
            // Rows with the same address come from the oldest segment to the newest.
            while let next = rows.current, next.hasSameKey(as: row) {
                if let hidden, !hidden.isRemoval { counts[rows.rank].remove(Status(of: hidden)) }
                hidden = next
                rows.advance()
            }
        }
        return counts
    }
}
