public import Recipients

/// Something a recipient did. Activity is never in a backup.
public struct ActivityEntry: Codable, Hashable, Sendable {
    /// Whose event it is.
    public let email: String
    /// What happened.
    public let event: ActivityEvent
    /// When it happened, which may be before it was recorded.
    public let at: Instant
    /// The mailing it belongs to, if that was said.
    public let campaign: String?

    /// An event as it is recorded; nothing is checked or stored by this.
    public init(email: String, event: ActivityEvent, at: Instant, campaign: String?) {
        self.email = email
        self.event = event
        self.at = at
        self.campaign = campaign
    }
}

/// What a recipient did with a mail, or what became of the mail.
public enum ActivityEvent: String, Codable, CaseIterable, Sendable {
    /// It was opened; a link in it was followed; it could not be delivered.
    case open, click, bounce
}
