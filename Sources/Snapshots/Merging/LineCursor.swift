import Sorting
import Storage
import SystemCalls

/// A position in sorted lines. It does not keep their memory alive, so that moving many of them about is cheap.
struct LineCursor: MergeSource {
    private(set) var current: Row?
    /// The beginning of the line after the current one.
    private(set) var next: UnsafeRawPointer
    /// The end of the lines that have been fetched.
    private(set) var end: UnsafeRawPointer
    /// The end of all lines.
    private let last: UnsafeRawPointer
    /// The segment of the lines; nil for lines in memory that this program has just made.
    private unowned(unsafe) let segment: Segment?
    /// Where the pages that this cursor has passed will next be given back.
    private var evictionMark: UnsafeRawPointer
    /// How far the last seek went, in bytes: the next one begins with half of that.
    private var lastJump = 0

    /// - Parameters:
    ///   - lines: Rows in the order of their addresses, each with its line end.
    ///   - segment: The segment of the lines, which the owner of the cursor keeps alive.
    init(_ lines: UnsafeRawBufferPointer, of segment: Segment?) {
        self.segment = segment
        // Even an empty body of a segment has an address, since the header precedes it.
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

    /// Continues beyond the lines that have been fetched.
    ///
    /// - Returns: Whether there are more.
    @inline(never)
    private mutating func fetchNext() -> Bool {
        guard next < last, let segment, let found = segment.endOfFetched(from: next) else { return false }
        end = min(found, last)
        return next < end
    }

    /// Jumps to the block of an address, if that is beyond what has been fetched.
    private mutating func seekBlock(_ key: UnsafeRawBufferPointer) {
        guard let place = segment?.startOfBlock(of: key, from: next), place > next else { return }
        (next, end) = (place, place)
        advance()
    }

    /// A galloping search: the next row, then ever larger steps, then a binary search. Logarithmic in the distance.
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
            guard let probed = Self.key(at: probe, before: end), compareKeys(probed, key) < 0 else {
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
                // A long row reaches from the middle to `high`: no row begins between them.
                high = middle + 1
                continue
            }
            guard let probed = Self.key(at: probe, before: end) else { break }
            if compareKeys(probed, key) < 0 {
                low = probe
            } else {
                high = probe
            }
        }
        lastJump = low - begin
        next = low
        repeat { advance() } while current.map { compareKeys($0.key, key) < 0 } ?? false
    }

    /// The address of the row that begins at a place; nil if what is there does not begin like a row. A search looks at
    /// many rows, and at the end of none.
    private static func key(at start: UnsafeRawPointer, before end: UnsafeRawPointer) -> UnsafeRawBufferPointer? {
        let key = start + Row.keyOffset
        guard key < end, start.loadUnaligned(as: UInt16.self).littleEndian == Row.opening,
            let quote = memchr(key, 0x22, end - key)
        else { return nil }
        return UnsafeRawBufferPointer(start: key, count: UnsafeRawPointer(quote) - key)
    }

    /// The beginning of the first line that begins after a place.
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
