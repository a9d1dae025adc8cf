internal import Recipients
internal import Snapshots

extension Account {
    /// Removes the rows that neither the group nor any of its backups shows any more: segments are shared, so the data
    /// of an expired backup may be in one that is still needed.
    ///
    /// Each such segment is rewritten without them and replaced in every stack; the caller commits.
    ///
    /// - Returns: The numbers of the new segments; there is none for a segment without remaining rows.
    func trimSegments(of manifest: inout GroupManifest) throws(Failure) -> [Int] {
        var written: [Int] = []
        do throws(Failure) {
            // Each backup has a stack or two, and nearly every segment is in many of them.
            var stacks = StackMap(manifest.stacks)
            for number in stacks.segmentsFromTheBottom {
                if let trimmed = try trim(number, &stacks, of: &manifest) { written.append(trimmed) }
            }
        } catch {
            for number in written { store.removeSegment(number, ofGroup: manifest.number) }
            throw error
        }
        manifest.holdsHiddenRows = false
        return written
    }

    private func trim(
        _ number: Int,
        _ stacks: inout StackMap,
        of manifest: inout GroupManifest
    ) throws(Failure) -> Int? {
        let neighbours = stacks.neighbours(of: number)
        guard let segment = try store.open([number], of: manifest).first else { return nil }
        var coverings: [[Segment]] = []
        for part in neighbours.coverings { coverings.append(try store.open(part, of: manifest)) }
        let group = manifest
        let trimming = try Trimming(segment, coverings: coverings) { () throws(Failure) in
            var foundations: [[Segment]] = []
            for part in neighbours.foundations { foundations.append(try store.open(part, of: group)) }
            return foundations
        }
        guard !trimming.rows.isEmpty else { return nil }
        let copy = try rewrite(segment, without: trimming.rows, of: &manifest)
        stacks.replace(number, with: copy)
        return copy
    }

    /// Replaces a segment in every stack with a copy without some of its rows; the caller commits.
    ///
    /// - Parameter trace: An address to search for in the cells of the other rows; cells that contain it become missing
    ///   values.
    /// - Returns: The number of the copy; nil if there is nothing to remove, or nothing left.
    func rewrite(
        _ segment: Segment,
        without rows: [Row],
        clearing trace: AddressTrace? = nil,
        of manifest: inout GroupManifest
    ) throws(Failure) -> Int? {
        guard !rows.isEmpty || trace != nil else { return nil }
        guard rows.count < segment.reference.rows else {
            manifest.replace(segment: segment.reference.number, with: nil)
            return nil
        }
        let storage = store.storage
        let group = manifest
        let reference = try storing { () throws(SnapshotError) in
            let writer = try group.makeSegmentWriter(group.nextSegment, in: storage)
            do throws(SnapshotError) {
                try Snapshots.copy(
                    segment, without: rows, rewriting: { trace?.rewrite($0, into: &$1) ?? false }, to: writer)
                return try writer.finish()
            } catch {
                writer.abandon()
                throw error
            }
        }
        manifest.segments.append(reference)
        manifest.nextSegment = reference.number + 1
        manifest.replace(segment: segment.reference.number, with: reference.number)
        return reference.number
    }
}

extension GroupManifest {
    /// The stacks of all states, each once.
    var stacks: Set<[Int]> {
        Set(states.map(\.segments))
    }

    /// Replaces a segment in every stack with another, or with none.
    fileprivate mutating func replace(segment number: Int, with replacement: Int?) {
        changeStates { $0.replace(segment: number, with: replacement) }
    }
}

extension GroupManifest.State {
    fileprivate mutating func replace(segment number: Int, with replacement: Int?) {
        guard let index = segments.firstIndex(of: number) else { return }
        segments.replaceSubrange(index...index, with: replacement.map { [$0] } ?? [])
    }
}
