public import Sorting

extension PackedRow {
    /// The row as others have it. It is valid until the buffer is next changed.
    ///
    /// - Precondition: It is no removal.
    /// - Parameter buffer: Takes its line in the place of what it holds.
    @inline(__always)
    public func unpacked(into buffer: inout ByteBuffer) -> Row {
        precondition(!isRemoval)
        buffer.removeAll()
        var row = RowEncoder()
        row.begin(key, in: &buffer)
        var instant = PackedInstant(packed: 0)
        var next = cells.baseAddress.unsafelyUnwrapped
        let end = next + cells.count
        while next < end {
            let kind = next.load(as: UInt8.self)
            next += 1
            switch kind {
            case PackedCell.missing:
                row.appendMissing()
            case PackedCell.instant:
                // In bounds: there are bytes to read after rows.
                instant = PackedInstant(packed: UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)))
                next += PackedInstant.size
                row.append(instant, to: &buffer)
            case PackedCell.sameInstant:
                row.append(instant, to: &buffer)
            case PackedCell.longText:
                let count = Int(next.loadUnaligned(as: UInt64.self))
                next += MemoryLayout<UInt64>.size
                row.append(padded: UnsafeRawBufferPointer(start: next, count: count), to: &buffer)
                next += count
            default:
                row.append(padded: UnsafeRawBufferPointer(start: next, count: Int(kind)), to: &buffer)
                next += Int(kind)
            }
        }
        row.end(in: &buffer)
        let line = UnsafeRawBufferPointer(rebasing: buffer.bytes.dropLast())
        return Row(line: line, keyLength: key.count)
    }
}
