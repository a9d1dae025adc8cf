public import Sorting

/// A position in a state: if an address is in several segments of the stack, the newest wins.
public struct StackCursor: RowCursor {
    private var merged: MergingCursor
    private let showsRemovals: Bool

    /// - Parameters:
    ///   - segments: The stack, oldest first.
    ///   - showsRemovals: Whether removed rows are shown too, which a part of a stack needs.
    public init(_ segments: [Segment], showsRemovals: Bool = false) {
        self.init(segments, in: .all, showsRemovals: showsRemovals)
    }

    /// - Parameters:
    ///   - segments: The stack, oldest first.
    ///   - range: The addresses to visit.
    ///   - showsRemovals: Whether removed rows are shown too, which a part of a stack needs.
    public init(_ segments: [Segment], in range: KeyRange, showsRemovals: Bool = false) {
        merged = MergingCursor(segments.reversed(), in: range)
        self.showsRemovals = showsRemovals
        skipRemovals()
    }

    public var current: Row? {
        @inline(__always) get { merged.current }
    }

    /// The end of the memory that can be read from the current row on: at least the end of its line.
    public var readableEnd: UnsafeRawPointer? {
        @inline(__always) get { merged.readableEnd }
    }

    @inline(__always)
    public mutating func advance() {
        skipAddress()
        skipRemovals()
    }

    @inline(__always)
    public mutating func seek(_ key: UnsafeRawBufferPointer) {
        merged.seek(key)
        skipRemovals()
    }

    /// Skips all rows of the current address.
    @inline(__always)
    private mutating func skipAddress() {
        guard let row = merged.current else { return }
        repeat {
            merged.advance()
        } while merged.current.map { compareKeys($0.key, row.key) == 0 } ?? false
    }

    @inline(__always)
    private mutating func skipRemovals() {
        guard !showsRemovals else { return }
        while let row = merged.current, row.isRemoval { skipAddress() }
    }
}
