import Sorting
import Storage
internal import SystemCalls

/// A stack that is read in parts, which may be read in parallel; each has the rows of a range of addresses.
///
/// The largest segment is cut into pieces. Within a piece, the rows up to the next address of another segment are a run
/// of lines, which is visited as a whole: if the other segments are small, it is read almost as if it were alone.
struct StackParts {
    private let segments: [Segment]
    /// The index of the largest segment in the stack.
    private let largest: Int
    /// The offset in the largest segment at which each part begins, and its end.
    private let cuts: [Int]

    /// The number of parts, at least one.
    var count: Int { cuts.count - 1 }

    /// In bytes: enough to be worth handing from thread to thread, and few enough for the processor's caches.
    static let partBytes = 1 << 20
    /// In bytes. The first part is small, for queries that need only the first rows.
    static let firstPartBytes = 1 << 16

    /// - Parameters:
    ///   - segments: The stack, oldest first. It is kept alive.
    ///   - partBytes: About how many bytes of the largest segment a part has.
    ///   - firstPartBytes: About how many the first part has.
    init(_ segments: [Segment], partBytes: Int = Self.partBytes, firstPartBytes: Int = Self.firstPartBytes) {
        self.segments = segments
        largest = segments.indices.max { segments[$0].body.count < segments[$1].body.count } ?? 0
        let body = segments.isEmpty ? UnsafeRawBufferPointer(start: nil, count: 0) : segments[largest].body
        var cuts = [0]
        var place = firstPartBytes
        while place < body.count {
            let line = body.lineEnd(from: place) + 1
            guard line < body.count else { break }
            cuts.append(line)
            place = line + partBytes
        }
        self.cuts = cuts + [body.count]
    }

    /// Visits the rows of a part, in the order of their addresses, as runs of lines, which may include removed rows.
    ///
    /// - Parameters:
    ///   - part: The number of the part, from 0.
    ///   - visit: Receives lines of a segment with their line ends, and the end of the memory that can be read.
    @inline(__always)
    func forEachRun(
        of part: Int,
        _ visit: (_ lines: UnsafeRawBufferPointer, _ readable: UnsafeRawPointer, _ segment: Segment) -> Void
    ) {
        guard !segments.isEmpty, let bodyStart = segments[largest].body.baseAddress else { return }
        let whole = segments[largest]
        let lines = UnsafeRawBufferPointer(rebasing: whole.body[cuts[part]..<cuts[part + 1]])
        let (start, end) = (bodyStart + cuts[part], bodyStart + cuts[part + 1])
        let readable = bodyStart + whole.body.count
        guard segments.count > 1 else { return visit(lines, readable, whole) }

        let smaller = segments.indices.reversed().filter { $0 != largest }.map { segments[$0] }
        var others = MergingCursor(smaller)
        if part > 0, let lower = key(at: cuts[part]) { others.seek(lower) }
        let upper = part + 1 < count ? key(at: cuts[part + 1]) : nil
        var rows = LineCursor(lines, of: whole)
        var run = start
        while let other = others.current, upper.map({ compareKeys(other.key, $0) < 0 }) ?? true {
            rows.seek(other.key)
            let stop = rows.current?.bytes.baseAddress ?? end
            let isCovered = rows.current?.hasSameKey(as: other) ?? false
            if !isCovered || isAbove(other) {
                if run < stop { visit(UnsafeRawBufferPointer(start: run, count: stop - run), readable, whole) }
                let line = UnsafeRawBufferPointer(start: other.bytes.baseAddress, count: other.bytes.count + 1)
                if !other.isRemoval {
                    visit(line, line.baseAddress.unsafelyUnwrapped + line.count, smaller[others.rank])
                }
                run = isCovered ? rows.next : stop
            }
            repeat { others.advance() } while others.isAt(addressOf: other)
        }
        if run < end { visit(UnsafeRawBufferPointer(start: run, count: end - run), readable, whole) }
    }

    /// The address of the largest segment's row that begins at an offset.
    private func key(at place: Int) -> UnsafeRawBufferPointer? {
        LineCursor(UnsafeRawBufferPointer(rebasing: segments[largest].body[place...]), of: nil).current?.key
    }

    /// Whether a row belongs to a segment above the largest one.
    private func isAbove(_ row: Row) -> Bool {
        guard let place = row.bytes.baseAddress else { return false }
        return segments[(largest + 1)...].contains { segment in
            guard let start = segment.body.baseAddress else { return false }
            return start <= place && place < start + segment.body.count
        }
    }

    /// Lets the system take back the memory of a part that has been read, if the segment is very large.
    func giveBack(_ part: Int) {
        guard !segments.isEmpty, segments[largest].body.count > Segment.largestKept else { return }
        segments[largest].evict(cuts[part]..<cuts[part + 1])
    }
}
