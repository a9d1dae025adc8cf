public import Sorting

/// A place in a state: where an address is in several segments of the stack, the newest wins.
public struct StackCursor: RowCursor {
    private var merged: MergingCursor
    private let showsRemovals: Bool

    /// - Parameters:
    ///   - segments: The stack, oldest first.
    ///   - showsRemovals: Whether the marks of removed recipients are rows too, as a part of a stack needs them.
    public init(_ segments: [Segment], showsRemovals: Bool = false) {
        self.init(segments, in: .all, showsRemovals: showsRemovals)
    }

    /// - Parameters:
    ///   - segments: The stack, oldest first.
    ///   - range: Which addresses are gone through.
    ///   - showsRemovals: Whether the marks of removed recipients are rows too, as a part of a stack needs them.
    public init(_ segments: [Segment], in range: KeyRange, showsRemovals: Bool = false) {
        merged = MergingCursor(segments.reversed(), in: range)
        self.showsRemovals = showsRemovals
        skipRemovals()
    }

    public var current: Row? {
        @inline(__always) get { merged.current }
    }

    /// Up to where memory can be read from the current row on: at least to the end of its line.
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

    /// Goes past all rows of the current address.
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
