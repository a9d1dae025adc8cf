/// Which store a program works on, and how.
public struct StoreLocation: Hashable, Sendable {
    /// What holds the store's files.
    public enum Place: Hashable, Sendable {
        /// A new store, which is gone with the program.
        case memory
        /// A folder on disk, by its path.
        case folder(String)
        /// The store in a folder, with every change kept in memory.
        case overlay(String)
    }

    /// Where the files are.
    public let place: Place
    /// Whether every change is refused.
    public let isReadOnly: Bool

    /// Names a store; nothing is opened yet.
    public init(_ place: Place, isReadOnly: Bool = false) {
        self.place = place
        self.isReadOnly = isReadOnly
    }
}
