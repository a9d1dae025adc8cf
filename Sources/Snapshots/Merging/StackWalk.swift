public import Sorting
import Storage
internal import SystemCalls

/// Goes through a state on all processors, by ranges of addresses, each in order. The outcomes are taken in the order
/// of the ranges, so they do not depend on the number of processors.
public struct StackWalk {
    private let segments: [Segment]
    /// Consecutive ranges of addresses.
    public let ranges: [KeyRange]

    /// About how many bytes of lines a range has: enough to be worth handing from thread to thread, and few enough for
    /// the processor's caches.
    public static let rangeBytes = 1 << 20

    /// - Parameters:
    ///   - segments: The stack, oldest first.
    ///   - rangeBytes: About how many bytes of lines each range has.
    public init(_ segments: [Segment], rangeBytes: Int = StackWalk.rangeBytes) {
        self.segments = segments
        ranges = KeyRange.ranges(of: segments, bytes: rangeBytes)
        // Finding the ranges has read pages from all over the segments, which the walk comes back to only later: those
        // of large ones would stay in memory until then.
        for segment in segments { segment.evict(upTo: segment.body.count) }
    }

    /// Goes through all ranges. The caller must then check what was read (`Segment.checkRead`).
    ///
    /// - Parameters:
    ///   - makeWorker: Called once for each thread; makes the function that goes through a range.
    ///   - take: Receives the outcome of the next range, on the caller's thread.
    public func run<Outcome: Sendable, Problem: Error>(
        makeWorker: @escaping () -> (inout StackCursor) -> Outcome,
        take: (Outcome) throws(Problem) -> Void
    ) throws(Problem) {
        let segments = segments
        let work = OrderedWork<KeyRange, Outcome> {
            let worker = makeWorker()
            return { range in
                var cursor = StackCursor(segments, in: range)
                return worker(&cursor)
            }
        }
        var next = 0
        try work.run(ranges) { (outcome) throws(Problem) in
            try take(outcome)
            evict(before: ranges[next])
            next += 1
        }
    }

    /// Lets the system take back what has been read of large segments.
    private func evict(before range: KeyRange) {
        guard let lower = range.lower else { return }
        for segment in segments where segment.body.count > Segment.largestKept {
            segment.evict(upTo: segment.offset(of: lower))
        }
    }
}

extension Segment: KeySampling {
    /// In bytes. Larger segments are dropped from memory piece by piece as they are read.
    static let largestKept = 256 << 20

    /// The size of the rows in bytes.
    public var lineBytes: Int { body.count }

    public func sampledKeys(every step: Int) -> [UnsafeRawBufferPointer] {
        stride(from: step, to: body.count, by: step).compactMap { place in
            let start = min(body.lineEnd(from: place) + 1, body.count)
            return LineCursor(UnsafeRawBufferPointer(rebasing: body[start...]), of: nil).current?.key
        }
    }

    /// The lines of the rows whose addresses are in a range.
    func lines(in range: KeyRange) -> UnsafeRawBufferPointer {
        let start = range.lower.map { offset(of: $0) } ?? 0
        let end = range.upper.map { offset(of: $0) } ?? body.count
        return UnsafeRawBufferPointer(rebasing: body[start..<max(start, end)])
    }

    /// The offset of the first row whose address is not before `key`, found by binary search. Lines that are not rows
    /// count as before it, so that every line is in one of the ranges between keys.
    func offset(of key: [UInt8]) -> Int {
        key.withUnsafeBytes { key in
            body.firstLine(in: 0..<body.count) { line in
                Row(line: line).map { compareKeys($0.key, key) >= 0 } ?? false
            }
        }
    }
}
