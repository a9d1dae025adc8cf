import Sorting
internal import SystemCalls

extension Segment {
    /// The row of an address, or the mark of its removal. A binary search: it reads a few pages, whatever the size of
    /// the segment.
    ///
    /// If it meets anything but rows in order, that is noted, and `checkRows()` then throws.
    public func row(of key: UnsafeRawBufferPointer) -> Row? {
        // All rows that begin before `low` are before the key; those that begin at `high` or later are after it.
        guard var (low, high) = searched(for: key) else { return nil }
        var (before, behind): (Row?, Row?)
        while low < high {
            let line = body.line(around: low + (high - low) / 2, notBefore: low)
            guard let row = Row(line: UnsafeRawBufferPointer(rebasing: body[line])),
                before.map({ $0.isBefore(row) }) ?? true, behind.map({ row.isBefore($0) }) ?? true
            else {
                noteMalformedRow()
                return nil
            }
            let order = compareKeys(row.key, key)
            if order == 0 { return row }
            if order < 0 {
                (low, before) = (line.upperBound + 1, row)
            } else {
                (high, behind) = (line.lowerBound, row)
            }
        }
        return nil
    }

    /// The offsets of the rows among which an address must be if it exists: all rows, or those of one block.
    ///
    /// - Returns: Nil if the rows could not be fetched.
    private func searched(for key: UnsafeRawBufferPointer) -> (low: Int, high: Int)? {
        guard let blocks, !blocks.isWhole else { return (0, body.count) }
        let block = block(of: key, blocks.index)
        guard endOfFetched(from: blocks.index.start(of: block), blocks) != nil else { return nil }
        return (rowPlace(of: block, blocks.index), rowPlace(of: block + 1, blocks.index))
    }
}
