public import Sorting

/// Merges a part of a stack into one segment.
///
/// - Parameters:
///   - part: Consecutive segments of a stack, oldest first.
///   - isBottom: Whether no segment of the stack stands below the part: then removals need no mark any more.
///   - writer: Takes the merged rows; the caller finishes it.
///   - goesOn: Whether to go on; asked every few thousand rows, with their number since the last time.
/// - Throws: `cancelled` if it was to stop.
public func compact(
    _ part: [Segment],
    isBottom: Bool,
    into writer: SegmentWriter,
    goesOn: (_ rows: Int) -> Bool = { _ in true }
) throws(SnapshotError) {
    let interval = 4096
    var rows = 0
    var cursor = StackCursor(part, showsRemovals: !isBottom)
    while let row = cursor.current {
        try writer.append(row)
        cursor.advance()
        rows += 1
        if rows == interval {
            guard goesOn(rows) else { throw .cancelled }
            rows = 0
        }
    }
    for segment in part { try segment.checkRead() }
}

/// Writes a segment again without some of its rows.
///
/// - Parameters:
///   - segment: What is copied.
///   - rows: Rows of the segment, in their order.
///   - rewrite: Writes another line, with its line end, in the place of a row's; false to keep the row as it is.
///   - writer: Takes the rest; the caller finishes it.
public func copy(
    _ segment: Segment,
    without rows: [Row],
    rewriting rewrite: (_ row: Row, _ line: inout ByteBuffer) -> Bool = { _, _ in false },
    to writer: SegmentWriter
) throws(SnapshotError) {
    var line = ByteBuffer()
    var cursor = SegmentCursor(segment)
    var remaining = rows.makeIterator()
    var dropped = remaining.next()
    while let row = cursor.current {
        if let next = dropped, compareKeys(next.key, row.key) == 0 {
            dropped = remaining.next()
        } else {
            line.removeAll()
            if rewrite(row, &line) {
                try writer.append(lines: line.bytes)
            } else {
                try writer.append(row)
            }
        }
        cursor.advance()
    }
    try segment.checkRead()
}
