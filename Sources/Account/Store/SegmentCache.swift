internal import Recipients
internal import Snapshots
internal import Storage

/// Segments that have been opened and checked, so that a program checks each only once.
struct SegmentCache {
    private var opened: [Key: Segment] = [:]

    private struct Key: Hashable {
        let group: Int
        let segment: Int
    }

    /// How many segments stay open: a script with thousands of groups must not keep thousands of mappings.
    private static let limit = 512

    /// - Parameter check: Must be `.first`, unless the caller calls `checkRead()` before it uses what it read, or
    ///   `checkRows()` after a search.
    mutating func open(
        _ reference: SegmentReference,
        of manifest: GroupManifest,
        in storage: any Storage,
        check: Segment.Check
    ) throws(Failure) -> Segment {
        let group = manifest.number
        let key = Key(group: group, segment: reference.number)
        if let segment = opened[key], segment.reference == reference {
            switch check {
            case .first: try storing(rows: segment.checkWhole())
            case .meanwhile: try storing(rows: segment.fetchAll())
            case .asNeeded, .never: break
            }
            return segment
        }
        let path = StoreLayout.segment(reference.number, ofGroup: group)
        let segment = try storing(rows: Segment(reference, at: path, in: storage, check: check))
        guard manifest.segmentColumns.starts(with: segment.columns) else {
            throw StoreProblem.damaged(path, .foreignColumns).failure
        }
        if opened.count >= Self.limit { opened = [:] }
        opened[key] = segment
        return segment
    }

    /// Whether a segment is open.
    func contains(_ number: Int, ofGroup group: Int) -> Bool {
        opened[Key(group: group, segment: number)] != nil
    }

    mutating func forget(_ number: Int, ofGroup group: Int) {
        opened[Key(group: group, segment: number)] = nil
    }

    /// Drops the segments that no manifest refers to any more: a mapped file keeps its space on the disk.
    mutating func forget(whereNotIn groups: [Int: GroupManifest]) {
        opened = opened.filter { key, segment in groups[key.group]?.segments.contains(segment.reference) ?? false }
    }
}

extension [Segment] {
    /// Throws if a search met anything but rows.
    func checkRows() throws(Failure) {
        for segment in self { try storing(rows: segment.checkRows()) }
    }

    /// Throws if any line that was read is not a recipient.
    func checkRead() throws(Failure) {
        for segment in self { try storing(rows: segment.checkRead()) }
    }
}
