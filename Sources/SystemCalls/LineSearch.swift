extension UnsafeRawBufferPointer {
    /// The offset of the first line feed at or after an offset; the end if there is none.
    ///
    /// - Parameter start: At most `count`.
    @inlinable @inline(__always)
    package func lineEnd(from start: Int = 0) -> Int {
        guard let base = baseAddress, let found = memchr(base + start, 0x0A, count - start) else { return count }
        return UnsafeRawPointer(found) - base
    }

    /// The beginning of the line that an offset is in: after the last line feed before it.
    ///
    /// - Parameters:
    ///   - place: The offset; that of a line feed is in the line that it ends.
    ///   - first: The beginning of a line, at or before the offset.
    @inlinable @inline(__always)
    package func lineStart(before place: Int, notBefore first: Int = 0) -> Int {
        var start = place
        while start > first, self[start - 1] != 0x0A { start -= 1 }
        return start
    }

    /// The line that an offset is in, without its line feed.
    ///
    /// - Parameters:
    ///   - place: The offset; that of a line feed is in the line that it ends.
    ///   - first: The beginning of a line, at or before the offset.
    @inlinable @inline(__always)
    package func line(around place: Int, notBefore first: Int = 0) -> Range<Int> {
        lineStart(before: place, notBefore: first)..<lineEnd(from: place)
    }

    /// The beginning of the first line that meets a condition, found by binary search: each line after one that meets
    /// it must meet it too.
    ///
    /// - Parameters:
    ///   - range: The offsets of whole lines.
    ///   - isFarEnough: Whether a line, which is passed without its line feed, meets the condition.
    /// - Returns: The end of the range if none does.
    @inlinable
    package func firstLine<Problem: Error>(
        in range: Range<Int>,
        where isFarEnough: (UnsafeRawBufferPointer) throws(Problem) -> Bool
    ) throws(Problem) -> Int {
        // No line that begins before `low` meets the condition; all that begin at or after `high` do.
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let line = line(around: low + (high - low) / 2, notBefore: low)
            if try isFarEnough(UnsafeRawBufferPointer(rebasing: self[line])) {
                high = line.lowerBound
            } else {
                low = Swift.min(line.upperBound + 1, range.upperBound)
            }
        }
        return low
    }

    /// The lines, each with its line feed; the last one may lack it.
    package var lines: [UnsafeRawBufferPointer] {
        var lines: [UnsafeRawBufferPointer] = []
        var start = 0
        while start < count {
            let end = Swift.min(lineEnd(from: start) + 1, count)
            lines.append(UnsafeRawBufferPointer(rebasing: self[start..<end]))
            start = end
        }
        return lines
    }
}
