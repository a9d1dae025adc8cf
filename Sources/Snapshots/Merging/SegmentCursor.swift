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
