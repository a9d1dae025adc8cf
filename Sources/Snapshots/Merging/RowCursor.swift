public import Sorting

/// A position in recipients sorted by address.
public protocol RowCursor: KeyedCursor<Row> {
    /// Goes forward to the first row whose address is not before `key`; does not move if it is already there.
    mutating func seek(_ key: UnsafeRawBufferPointer)
}

extension RowCursor {
    /// The row of an address, if there is one. The cursor only moves forward.
    @inline(__always)
    public mutating func find(_ key: UnsafeRawBufferPointer) -> Row? {
        seek(key)
        guard let row = current, compareKeys(row.key, key) == 0 else { return nil }
        return row
    }
}

/// A position in one segment.
public struct SegmentCursor: RowCursor {
    private var lines: LineCursor
    private let segment: Segment

    /// A cursor at the first row of a segment.
    public init(_ segment: Segment) {
        self.segment = segment
        lines = LineCursor(segment.body, of: segment)
    }

    public var current: Row? {
        @inline(__always) get { lines.current }
    }

    @inline(__always)
    public mutating func advance() {
        lines.advance()
    }

    /// A galloping search: the next row, then ever larger steps, then a binary search. Logarithmic in the distance.
    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        lines.seek(key)
    }
}

/// A position in several segments at once: all their rows in the order of addresses, and for equal addresses in the
/// order of the segments.
public struct MergingCursor: RowCursor {
    private var merged: LoserTree<LineCursor>
    /// The segments of the rows, which are valid while the cursor lives.
    private let segments: [Segment]

    /// A cursor over these segments; for equal addresses the row of the earlier segment comes first.
    public init(_ segments: [Segment]) {
        self.init(segments, in: .all)
    }

    /// A cursor over the addresses of a range.
    public init(_ segments: [Segment], in range: KeyRange) {
        self.segments = segments
        merged = LoserTree(segments.map { LineCursor($0.lines(in: range), of: $0) })
    }

    /// The index of the segment that has the current row.
    ///
    /// - Precondition: There is a current row.
    public var rank: Int { merged.rank }

    /// The end of the memory that can be read from the current row on: at least the end of its line.
    var readableEnd: UnsafeRawPointer? {
        @inline(__always) get { merged.first?.end }
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
