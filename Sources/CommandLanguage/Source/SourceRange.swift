/// A part of a source: half-open offsets into its UTF-8 bytes.
public struct SourceRange: Hashable, Sendable {
    private let start: UInt32
    private let end: UInt32

    /// - Parameters: Offsets in bytes; an `upper` below `lower` makes an empty range at `lower`.
    public init(_ lower: Int, _ upper: Int) {
        start = UInt32(clamping: lower)
        end = UInt32(clamping: Swift.max(lower, upper))
    }

    /// The offset of the first byte.
    public var lower: Int { Int(start) }

    /// The offset after the last byte.
    public var upper: Int { Int(end) }

    /// Whether it holds no bytes, as the range of what is missing does.
    public var isEmpty: Bool { start == end }

    /// The smallest range that holds both.
    public func union(_ other: SourceRange) -> SourceRange {
        SourceRange(Swift.min(lower, other.lower), Swift.max(upper, other.upper))
    }
}
