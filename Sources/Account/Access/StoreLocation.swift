/// Which store a program works on, and how.
public struct StoreLocation: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        case memory
        case folder(String)
        /// The store in a folder, with every change kept in memory.
        case overlay(String)
    }

    public let place: Place
    /// Whether every change is refused.
    public let isReadOnly: Bool

    public init(_ place: Place, isReadOnly: Bool = false) {
        self.place = place
        self.isReadOnly = isReadOnly
    }
}
