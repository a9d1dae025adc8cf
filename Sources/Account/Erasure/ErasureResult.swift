public import Recipients

/// What an erasure did or would do, and what remains.
public struct ErasureResult: Hashable, Sendable {
    /// The address, normalised.
    public let email: String
    /// Groups that contained it: as a recipient, or in fields of others.
    public internal(set) var groups = 0
    /// Backups that contained it, in the same ways.
    public internal(set) var backups = 0
    /// Records of activity that contained it: its own, and campaigns of others.
    public internal(set) var activity = 0
    /// Groups, and deleted ones with backups, in which fields or campaigns of other recipients contained it; those are
    /// now empty.
    public internal(set) var traces: [String] = []
    /// Lines of the log in which a note or a file name contained it; those are now empty.
    public internal(set) var logLines = 0
    /// The files that may still contain it, because they are damaged.
    public internal(set) var damaged: [DamagedFile] = []
    /// What kept it from being finished, such as a full disk: it is finished before the next command. Nil if it is.
    public internal(set) var unfinished: Failure?
    /// The names that contain it, each once: an erasure does not change names.
    public internal(set) var names: [Name] = []

    /// A name that contains an erased address.
    public struct Name: Hashable, Comparable, Sendable {
        /// The kind of thing that has the name.
        public let kind: Kind
        /// The name.
        public let name: String

        /// What can have a name.
        public enum Kind: String, Comparable, Sendable {
            /// A field, or a former field.
            case field
            /// A group, now or when a backup was made or a line of the log was written.
            case group
            /// An interface that a change came through. The log does not keep the word, but whoever uses it may.
            case via

            public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
        }

        public static func < (left: Name, right: Name) -> Bool { (left.kind, left.name) < (right.kind, right.name) }
    }

    /// Whether nothing held the address: perhaps it was mistyped.
    public var wasFoundNowhere: Bool {
        groups == 0 && backups == 0 && activity == 0 && logLines == 0 && traces.isEmpty && damaged.isEmpty
            && names.isEmpty && unfinished == nil
    }

    /// Whether anything was removed, as far as this attempt has found.
    var hasTouchedAnything: Bool {
        groups > 0 || backups > 0 || activity > 0 || logLines > 0 || !traces.isEmpty
    }

    mutating func add(_ kind: Name.Kind, _ name: String) {
        let name = Name(kind: kind, name: name)
        if !names.contains(name) { names.append(name) }
    }

    mutating func addTrace(_ group: String) {
        if !traces.contains(group) { traces.append(group) }
    }
}
