/// Which segments of a stack are merged into one.
///
/// Backups keep the segments they refer to, so merging costs disk as well as time: a segment is written again while its
/// old copies stay until the backups expire. The policy therefore waits until many segments stand above each other, unless
/// they are so small beside the rest that merging them costs next to nothing.
public struct CompactionPolicy: Sendable {
    /// Segments of which the next lower one is at most so many times as large as all above it together belong together.
    private let ratio = 2
    /// So many segments are merged when they are small beside the state …
    private let cheapCount = 8
    /// … at most this part of it …
    private let cheapPart = 64
    /// … or at most so many bytes.
    private let cheapBytes = 1 << 16
    /// So many segments are merged whatever their size. Thirty daily imports stay below it.
    private let fullCount = 32

    /// The policy with the constants of `docs/store-format.md`.
    public init() {}

    /// The part of the stack to merge, up to its top, or nil for none.
    ///
    /// - Parameter sizes: The segments' sizes in bytes, oldest first.
    public func choose(_ sizes: [Int]) -> Range<Int>? {
        let total = sizes.reduce(0, +)
        var start = sizes.count
        var gathered = 0
        while start > 0, start == sizes.count || sizes[start - 1] <= ratio * gathered {
            start -= 1
            gathered += sizes[start]
        }
        let count = sizes.count - start
        let isCheap = count >= cheapCount && gathered <= max(total / cheapPart, cheapBytes)
        return isCheap || count >= fullCount ? start..<sizes.count : nil
    }
}

/// What stands above and below a segment in the stacks that have it.
public struct StackNeighbours {
    /// What covers the segment: the parts of the stacks above it. Only the shortest ones, since what hides a row in a part
    /// hides it in every longer one. An empty part means that a stack shows the segment as it is.
    public let coverings: [[Int]]
    /// The parts of the stacks below it, each once.
    public let foundations: [[Int]]

    /// - Parameters:
    ///   - segment: The number of a segment.
    ///   - stacks: Every stack of its group, oldest segment first.
    public init(of segment: Int, in stacks: some Sequence<[Int]>) {
        var above: Set<[Int]> = []
        var below: Set<[Int]> = []
        for stack in stacks {
            guard let index = stack.firstIndex(of: segment) else { continue }
            above.insert(Array(stack[(index + 1)...]))
            below.insert(Array(stack[..<index]))
        }
        coverings = above.filter { part in
            !above.contains { $0.count < part.count && part.starts(with: $0) }
        }
        foundations = Array(below)
    }
}
