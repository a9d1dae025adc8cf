public import Recipients

/// A line of the account's log. It holds no personal data.
public struct LogEntry: Codable, Hashable, Sendable {
    /// Lines are numbered through from 1, so that one that is missing can be told.
    var sequence = 0
    /// When it happened, by the store's clock.
    public let at: Instant
    /// What happened: the verb of the command.
    public let action: String
    /// The group's name of then, if it was about one.
    public var group: String?
    /// How many recipients it touched.
    public var recipients: Int?
    /// The id of the backup that was kept.
    public var backup: Int?
    /// What else is worth knowing, such as the mode; never an address.
    public var note: String?

    /// The number of the group, which its name may no longer tell.
    var groupNumber: Int?
    /// The highest number of a group until then; nil in older logs.
    var highestGroup: Int?
}
