#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A place in one segment.
public struct SegmentCursor: RowCursor {
    public private(set) var current: Row?
    /// Where the line after the current one begins.
    private var next: UnsafeRawPointer
    private let end: UnsafeRawPointer
    private let segment: Segment
    /// Where the pages behind this cursor are next given back.
    private var evictionMark: UnsafeRawPointer

    /// A cursor before the first row of a segment.
    public init(_ segment: Segment) {
        self.segment = segment
        // An empty body has an address too: the header stands before it.
        next = segment.body.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        end = next + segment.body.count
        evictionMark = next + MappedBytes.evictionBytes
        advance()
    }

    @inline(__always)
    public mutating func advance() {
        guard next < end else {
            current = nil
            return
        }
        let lineEnd = lineEnd(from: next)
        current = Row(line: UnsafeRawBufferPointer(start: next, count: lineEnd - next))
        if current == nil { segment.noteMalformedRow() }
        next = min(lineEnd + 1, end)
        if next > evictionMark { evict() }
    }

    /// Gallops: the next row, then ever larger steps, then halves what is left. Logarithmic in the distance.
    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        guard let here = current, compareKeys(here.key, key) < 0 else { return }
        advance()
        guard let following = current, compareKeys(following.key, key) < 0 else { return }
        // All rows before `low` are before the key; none that begins at or after `high` is.
        var low = next
        var step = 1024
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
        segment.evict(before: row)
        evictionMark = next + MappedBytes.evictionBytes
    }
}
