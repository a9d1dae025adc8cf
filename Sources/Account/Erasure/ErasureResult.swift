/// What an erasure did, and what is left.
public struct ErasureResult: Hashable, Sendable {
    /// The address, normalised.
    public let email: String
    /// Groups that held it.
    public internal(set) var groups = 0
    /// Backups that held it.
    public internal(set) var backups = 0
    /// Records of activity that held it.
    public internal(set) var activity = 0
    /// Groups, or deleted ones with backups, in which it was in fields or campaigns of other recipients too; those are empty
    /// now.
    public internal(set) var traces: [String] = []
    /// Lines of the log in which a note or the name of a file held it; those are empty now.
    public internal(set) var logLines = 0
    /// The files in which it may still stand, because they are damaged.
    public internal(set) var damaged: [DamagedFile] = []
    /// The names that hold it, each once: an erasure does not change names.
    public internal(set) var names: [Name] = []

    /// A name that holds an erased address.
    public struct Name: Hashable, Comparable, Sendable {
        /// What has the name.
        public let kind: Kind
        /// The name.
        public let name: String

        /// What can bear a name.
        public enum Kind: String, Comparable, Sendable {
            /// A field, or what was one.
            case field
            /// A group, now or when a backup was made or a line of the log written.
            case group
            /// An interface that a change came through. The log does not keep the word, but those who use it may.
            case via

            public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
        }

        public static func < (left: Name, right: Name) -> Bool { (left.kind, left.name) < (right.kind, right.name) }
    }

    mutating func add(_ kind: Name.Kind, _ name: String) {
        let name = Name(kind: kind, name: name)
        if !names.contains(name) { names.append(name) }
    }

    mutating func addTrace(_ group: String) {
        if !traces.contains(group) { traces.append(group) }
    }
}
