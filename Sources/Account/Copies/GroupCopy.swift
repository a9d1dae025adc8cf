internal import Snapshots

/// What a group becomes in a copy: its manifest, and what has to be written for it. A pure function of what the store has and
/// what the copy has.
struct GroupCopy {
    /// Its segments have the numbers that they have in the copy.
    let manifest: GroupManifest
    /// The segments that the copy lacks, as the store has them, and their numbers in the copy.
    let missing: [(source: SegmentReference, number: Int)]
    /// Whether the copy's manifest says something else, or there is none.
    let isChanged: Bool
    /// Whether the copy's records of activity are others.
    let hasOtherActivity: Bool

    /// Segments are the same if their bytes are: either side may have expired or compacted what the other has not.
    private struct Content: Hashable {
        let bytes: Int
        let checksum: Checksum
        let rows: Int

        init(_ segment: SegmentReference) {
            (bytes, checksum, rows) = (segment.bytes, segment.checksum, segment.rows)
        }
    }

    /// - Parameters:
    ///   - source: What the store has.
    ///   - old: What the copy has; nil for nothing.
    init(of source: GroupManifest, over old: GroupManifest?) {
        var there = Dictionary(grouping: old?.segments ?? []) { Content($0) }
        // What has been a number in the copy may still be looked for under it.
        var next = max(old?.nextSegment ?? 1, source.nextSegment)
        var numbers: [Int: Int] = [:]
        var missing: [(source: SegmentReference, number: Int)] = []
        for segment in source.segments {
            if let same = there[Content(segment)]?.popLast() {
                numbers[segment.number] = same.number
                continue
            }
            var number = segment.number
            if number < old?.nextSegment ?? 1 {
                number = next
                next += 1
            }
            numbers[segment.number] = number
            missing.append((segment, number))
        }
        var manifest = source.renumbered(numbers)
        manifest.nextSegment = next
        manifest.writer = old?.writer
        self.manifest = manifest
        self.missing = missing
        isChanged = manifest != old
        hasOtherActivity =
            source.activity?.records ?? 0 > 0
            && (source.activity != old?.activity || source.activityFile != old?.activityFile)
    }
}

extension GroupManifest {
    /// The same with other numbers for its segments.
    ///
    /// - Parameter numbers: The new number of each.
    fileprivate func renumbered(_ numbers: [Int: Int]) -> GroupManifest {
        var renumbered = self
        renumbered.segments = segments.map {
            SegmentReference(
                number: numbers[$0.number] ?? $0.number, bytes: $0.bytes, checksum: $0.checksum, rows: $0.rows)
        }
        renumbered.changeStates { $0.segments = $0.segments.map { numbers[$0] ?? $0 } }
        return renumbered
    }
}
