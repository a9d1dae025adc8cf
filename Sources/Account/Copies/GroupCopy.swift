internal import Snapshots

/// What a group will be in a copy: its manifest, and what must be written for it. A pure function of what the store has
/// and what the copy has.
struct GroupCopy {
    /// The new manifest. Its segments have the numbers that they have in the copy.
    let manifest: GroupManifest
    /// The segments that the copy does not have, as the store refers to them, with their numbers in the copy.
    let missing: [(source: SegmentReference, number: Int)]
    /// Whether the copy's manifest differs, or does not exist.
    let isChanged: Bool
    /// Whether the copy's activity differs.
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
    ///   - source: The group in the store.
    ///   - old: The group in the copy; nil if the copy does not have it.
    init(of source: GroupManifest, over old: GroupManifest?) {
        var there = Dictionary(grouping: old?.segments ?? []) { Content($0) }
        // A number that the copy has used before may still be read by somebody.
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
    /// The same manifest with other numbers for its segments.
    ///
    /// - Parameter numbers: The new number of each segment, by its old one.
    fileprivate func renumbered(_ numbers: [Int: Int]) -> GroupManifest {
        var renumbered = self
        renumbered.segments = segments.map { $0.numbered(numbers[$0.number] ?? $0.number) }
        renumbered.changeStates { $0.segments = $0.segments.map { numbers[$0] ?? $0 } }
        return renumbered
    }
}
