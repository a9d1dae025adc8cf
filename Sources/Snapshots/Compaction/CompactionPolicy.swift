/// Decides which segments of a stack are merged into one.
///
/// Backups keep the segments that they refer to, so merging costs disk space as well as time: a segment is written
/// again while its old copies stay until the backups expire. The policy therefore waits until a stack has many
/// segments, unless they are so small compared with the rest that merging them costs next to nothing.
public struct CompactionPolicy: Sendable {
    /// A segment joins those above it if it is at most this many times as large as all of them together.
    private let ratio = 2
    /// This many segments are merged if they are small compared with the state …
    private let cheapCount = 8
    /// … at most this part of it …
    private let cheapPart = 64
    /// … or at most this many bytes.
    private let cheapBytes = 1 << 16
    /// This many segments are merged whatever their size. Thirty daily imports stay below it.
    private let fullCount = 32

    /// The policy with the constants of `docs/store-format.md`.
    public init() {}

    /// The part of the stack to merge, which reaches up to its top; nil if nothing is to be merged.
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
