/// Addresses from one on, up to another.
public struct KeyRange: Hashable, Sendable {
    /// The first address that may be in it; nil for no bound.
    let lower: [UInt8]?
    /// The first address behind it; nil for no bound.
    let upper: [UInt8]?

    /// All addresses.
    public static let all = KeyRange(lower: nil, upper: nil)
}
