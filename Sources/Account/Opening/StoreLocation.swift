public import PostgresStorage

/// Which store a program works on, and how.
public struct StoreLocation: Hashable, Sendable {
    /// Where a store's files are.
    public enum Place: Hashable, Sendable {
        /// A new store, which ends with the program.
        case memory
        /// A folder on disk, by its path.
        case folder(String)
        /// An account on a server.
        case server(ServerAddress)
        /// The store in another place, with every change kept in memory.
        indirect case overlay(Place)

        /// Whether nothing that is done there remains.
        public var isOverlay: Bool { if case .overlay = self { true } else { false } }

        /// The place that an address names.
        public init(_ address: StoreAddress) {
            switch address {
            case .folder(let folder): self = .folder(folder)
            case .server(let address): self = .server(address)
            }
        }

        /// The name of the place in messages.
        public var name: String {
            switch self {
            case .memory: "memory"
            case .folder(let folder): folder
            case .server(let address): address.words
            case .overlay(let base): base.name
            }
        }
    }

    /// Where the files are.
    public let place: Place
    /// Whether every change is refused.
    public let isReadOnly: Bool
    /// How long a change waits for another process that is changing the store.
    public let wait: Duration

    /// Names a store; nothing is opened.
    public init(_ place: Place, isReadOnly: Bool = false, wait: Duration = .zero) {
        self.place = place
        self.isReadOnly = isReadOnly
        self.wait = wait
    }

    /// The same place, for changes that are only kept in memory.
    var forRehearsal: StoreLocation { StoreLocation(place, wait: wait) }
}
