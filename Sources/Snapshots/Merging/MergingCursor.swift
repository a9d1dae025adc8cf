import Sorting

/// A place in several segments at once: all their rows in the order of addresses, and among equal addresses in the
/// order of the segments.
public struct MergingCursor: RowCursor {
    private var merged: LoserTree<LineCursor>
    /// What the rows are of; they are valid while the cursor lives.
    private let segments: [Segment]

    /// A cursor over these; among equal addresses the row of the earlier one comes first.
    public init(_ segments: [Segment]) {
        self.segments = segments
        merged = LoserTree(segments.map { LineCursor($0.body, of: $0) })
    }

    public var current: Row? {
        @inline(__always) get { merged.current }
    }

    @inline(__always)
    public mutating func advance() {
        merged.advance()
    }

    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        merged.seek(key)
    }
}
