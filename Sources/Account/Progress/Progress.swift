/// How far a command is that takes its time.
public struct Progress: Hashable, Sendable {
    public enum Phase: String, Sendable {
        /// Reading a file; counted in bytes.
        case reading
        /// Bringing rows into a group.
        case merging
        /// Writing a file of the user's.
        case writing
        case comparing
        /// Merging the segments of a group.
        case compacting
        /// Checking files of the store; counted in bytes.
        case checking

        public var isInBytes: Bool { self == .reading || self == .checking }
    }

    public let phase: Phase
    public let done: Int
    /// What there is to do; nil if that is not known.
    public let total: Int?
}
