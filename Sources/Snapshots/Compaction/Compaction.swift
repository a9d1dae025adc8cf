public import Sorting

/// Merges a part of a stack into one segment.
///
/// - Parameters:
///   - part: Consecutive segments of a stack, oldest first.
///   - isBottom: Whether no segment of the stack is below the part: then marks of removals are no longer needed.
///   - writer: Receives the merged rows; the caller finishes it.
///   - goesOn: Whether to continue; called every few thousand rows, with their number since the last call.
/// - Throws: `cancelled` if `goesOn` returned false.
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

/// Copies a segment without some of its rows.
///
/// - Parameters:
///   - segment: The segment to copy.
///   - rows: The rows to leave out, in order.
///   - rewrite: Writes a line, with its line end, that replaces a row; false keeps the row as it is.
///   - writer: Receives the other rows; the caller finishes it.
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
