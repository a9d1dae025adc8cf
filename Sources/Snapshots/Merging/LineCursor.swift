import Sorting
import Storage
import SystemCalls

/// A place in sorted lines. It does not keep what they are in, so that many of them can be moved about cheaply.
struct LineCursor: MergeSource {
    private(set) var current: Row?
    /// Where the line after the current one begins.
    private(set) var next: UnsafeRawPointer
    /// Where the lines end that are at hand.
    private(set) var end: UnsafeRawPointer
    /// Where all lines end.
    private let last: UnsafeRawPointer
    /// What the lines are of; nil for some in memory that this program has just made.
    private unowned(unsafe) let segment: Segment?
    /// Where the pages that this cursor has passed are next given back.
    private var evictionMark: UnsafeRawPointer
    /// How far the last seek went: the next one begins with half of that.
    private var lastJump = 0

    /// - Parameters:
    ///   - lines: Rows in the order of their addresses, each with its line end.
    ///   - segment: The segment that they are of. Whoever has the cursor keeps it.
    init(_ lines: UnsafeRawBufferPointer, of segment: Segment?) {
        self.segment = segment
        // An empty segment's body has an address too: the header stands before it.
        next = lines.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        last = next + lines.count
        end = segment?.isWhole ?? true ? last : next
        evictionMark = next + MappedBytes.evictionBytes
        advance()
    }

    @inline(__always)
    mutating func advance() {
        guard next < end || fetchNext() else {
            current = nil
            return
        }
        let lineEnd = lineEnd(from: next)
        current = Row(line: UnsafeRawBufferPointer(start: next, count: lineEnd - next))
        if current == nil { segment?.noteMalformedRow() }
        next = min(lineEnd + 1, end)
        if next > evictionMark { evict() }
    }

    /// Goes on where the lines end that are at hand.
    ///
    /// - Returns: Whether there are more.
    @inline(never)
    private mutating func fetchNext() -> Bool {
        guard next < last, let segment, let found = segment.endOfFetched(from: next) else { return false }
        end = min(found, last)
        return next < end
    }

    /// Goes to the block of an address, where that is farther than what is at hand.
    private mutating func seekBlock(_ key: UnsafeRawBufferPointer) {
        guard let place = segment?.startOfBlock(of: key, from: next), place > next else { return }
        (next, end) = (place, place)
        advance()
    }

    /// Gallops: the next row, then ever larger steps, then halves what is left. Logarithmic in the distance.
    mutating func seek(_ key: UnsafeRawBufferPointer) {
        guard let here = current, compareKeys(here.key, key) < 0 else { return }
        if end < last {
            seekBlock(key)
            while let row = current, compareKeys(row.key, key) < 0 { advance() }
            return
        }
        advance()
        guard let following = current, compareKeys(following.key, key) < 0 else { return }
        // All rows before `low` are before the key; none that begins at or after `high` is.
        let begin = next
        var low = begin
        var step = max(1024, lastJump / 2)
        var high = end
        while end - low > step {
            let probe = lineStart(after: low + step)
            guard let probed = row(at: probe), compareKeys(probed.key, key) < 0 else {
                high = probe
                break
            }
            low = probe
            step *= 2
        }
        while high - low > 512 {
            let middle = low + (high - low) / 2
            let probe = lineStart(after: middle)
            guard probe < high else {
                // A long row reaches from the middle to `high`: none begins between them.
                high = middle + 1
                continue
            }
            guard let probed = row(at: probe) else { break }
            if compareKeys(probed.key, key) < 0 {
                low = probe
            } else {
                high = probe
            }
        }
        lastJump = low - begin
        next = low
        repeat { advance() } while current.map { compareKeys($0.key, key) < 0 } ?? false
    }

    private func row(at start: UnsafeRawPointer) -> Row? {
        guard start < end else { return nil }
        return Row(line: UnsafeRawBufferPointer(start: start, count: lineEnd(from: start) - start))
    }

    /// Where the first line begins that begins after a place in a line.
    private func lineStart(after place: UnsafeRawPointer) -> UnsafeRawPointer {
        min(lineEnd(from: place) + 1, end)
    }

    @inline(__always)
    private func lineEnd(from start: UnsafeRawPointer) -> UnsafeRawPointer {
        memchr(start, 0x0A, end - start).map { UnsafeRawPointer($0) } ?? end
    }

    private mutating func evict() {
        guard let row = current?.bytes.baseAddress else { return }
        segment?.evict(before: row)
        evictionMark = next + MappedBytes.evictionBytes
    }
}
