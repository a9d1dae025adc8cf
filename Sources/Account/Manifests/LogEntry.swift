public import Recipients

/// A line of the account's log. It holds no personal data.
public struct LogEntry: Codable, Hashable, Sendable {
    /// Lines are numbered through from 1, so that one that is missing can be told.
    var sequence = 0
    public let at: Instant
    public let action: String
    public var group: String?
    /// How many recipients it touched.
    public var recipients: Int?
    /// The id of the backup that was kept.
    public var backup: Int?
    public var note: String?

    /// The number of the group, which its name may no longer tell.
    var groupNumber: Int?
    /// The highest number of a group until then; nil in older logs.
    var highestGroup: Int?
}
