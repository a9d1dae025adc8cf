public import Sorting

/// A place in recipients that are sorted by address.
public protocol RowCursor: KeyedCursor<Row> {
    /// Goes forward to the first row whose address is not before `key`; stays where it is if it is already there.
    mutating func seek(_ key: UnsafeRawBufferPointer)
}

extension RowCursor {
    /// The row of an address, if there is one. The cursor only goes forward.
    @inline(__always)
    public mutating func find(_ key: UnsafeRawBufferPointer) -> Row? {
        seek(key)
        guard let row = current, compareKeys(row.key, key) == 0 else { return nil }
        return row
    }
}

/// A place in one segment.
public struct SegmentCursor: RowCursor {
    private var lines: LineCursor
    private let segment: Segment

    /// A cursor before the first row of a segment.
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

    /// Gallops: the next row, then ever larger steps, then halves what is left. Logarithmic in the distance.
    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        lines.seek(key)
    }
}

/// A place in several segments at once: all their rows in the order of addresses, and among equal addresses in the
/// order of the segments.
public struct MergingCursor: RowCursor {
    private var merged: LoserTree<LineCursor>
    /// What the rows are of; they are valid while the cursor lives.
    private let segments: [Segment]

    /// A cursor over these; among equal addresses the row of the earlier one comes first.
    public init(_ segments: [Segment]) {
        self.init(segments, in: .all)
    }

    /// A cursor over the addresses of a range.
    public init(_ segments: [Segment], in range: KeyRange) {
        self.segments = segments
        merged = LoserTree(segments.map { LineCursor($0.lines(in: range), of: $0) })
    }

    /// Which of the segments has the current row, by its place among them.
    ///
    /// - Precondition: There is a current row.
    public var rank: Int { merged.rank }

    /// Up to where memory can be read from the current row on: at least to the end of its line.
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
