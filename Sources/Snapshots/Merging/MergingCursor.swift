/// A place in several segments at once: all their rows in the order of addresses, and among equal addresses in the
/// order of the segments.
public struct MergingCursor: RowCursor {
    /// A binary heap of `live` elements: none is before its parent. Behind it stay the sources that are at their end, for
    /// rows that came from one are valid only while it lives.
    private var heap: [Element]
    private var live: Int

    private struct Element {
        var source: SegmentCursor
        let rank: Int
    }

    /// A cursor over these; among equal addresses the row of the earlier one comes first.
    public init(_ sources: [SegmentCursor]) {
        heap = sources.enumerated().compactMap { rank, source in
            source.current == nil ? nil : Element(source: source, rank: rank)
        }
        live = heap.count
        for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(index) }
    }

    public var current: Row? {
        @inline(__always) get { live == 0 ? nil : heap[0].source.current }
    }

    @inline(__always)
    public mutating func advance() {
        guard live > 0 else { return }
        heap[0].source.advance()
        restoreRoot()
    }

    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        while let row = current, compareKeys(row.key, key) < 0 {
            heap[0].source.seek(key)
            restoreRoot()
        }
    }

    /// Puts the heap in order after its first source has moved.
    @inline(__always)
    private mutating func restoreRoot() {
        if heap[0].source.current == nil {
            live -= 1
            heap.swapAt(0, live)
        }
        if live > 1 { siftDown(0) }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var first = parent
            for child in (2 * parent + 1)...(2 * parent + 2) where child < live && isBefore(child, first) {
                first = child
            }
            if first == parent { return }
            heap.swapAt(parent, first)
            parent = first
        }
    }

    @inline(__always)
    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        // Sources at their end have left the heap.
        guard let leftRow = heap[left].source.current, let rightRow = heap[right].source.current else { return false }
        let order = compareKeys(leftRow.key, rightRow.key)
        return order < 0 || (order == 0 && heap[left].rank < heap[right].rank)
    }
}
