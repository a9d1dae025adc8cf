public import Recipients

/// Something a recipient did. Activity is never in a backup.
public struct ActivityEntry: Codable, Hashable, Sendable {
    public let email: String
    public let event: ActivityEvent
    public let at: Instant
    public let campaign: String?

    public init(email: String, event: ActivityEvent, at: Instant, campaign: String?) {
        self.email = email
        self.event = event
        self.at = at
        self.campaign = campaign
    }
}

public enum ActivityEvent: String, Codable, CaseIterable, Sendable {
    case open, click, bounce
}
