/// Merges a part of a stack into one segment.
///
/// - Parameters:
///   - part: Consecutive segments of a stack, oldest first.
///   - isBottom: Whether no segment of the stack stands below the part: then removals need no mark any more.
///   - writer: Takes the merged rows; the caller finishes it.
public func compact(_ part: [Segment], isBottom: Bool, into writer: SegmentWriter) throws(SnapshotError) {
    var cursor = StackCursor(part, showsRemovals: !isBottom)
    while let row = cursor.current {
        try writer.append(row)
        cursor.advance()
    }
    for segment in part { try segment.checkRead() }
}
