/// How far a command is that takes its time.
public struct Progress: Hashable, Sendable {
    /// The steps of long work, in words for people.
    public enum Phase: String, Sendable {
        /// Reading a file; counted in bytes.
        case reading
        /// Bringing rows into a group.
        case merging
        /// Writing a file of the user's.
        case writing
        /// Two states are read side by side.
        case comparing
        /// Merging the segments of a group.
        case compacting
        /// Checking files of the store; counted in bytes.
        case checking

        /// Whether `done` and `total` are bytes instead of rows.
        public var isInBytes: Bool { self == .reading || self == .checking }
    }

    /// The step that is under way.
    public let phase: Phase
    /// How much of it is done, in bytes or rows.
    public let done: Int
    /// What there is to do; nil if that is not known.
    public let total: Int?
}
