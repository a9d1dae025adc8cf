/// What is known of how a recipient signed up and left.
public struct SignUp: Hashable, Sendable {
    public var registered: Instant?
    public var activated: Instant?
    public var deactivated: Instant?

    public init(registered: Instant? = nil, activated: Instant? = nil, deactivated: Instant? = nil) {
        self.registered = registered
        self.activated = activated
        self.deactivated = deactivated
    }

    public var status: Status {
        if let deactivated, activated.map({ deactivated >= $0 }) ?? true { return .unsubscribed }
        return activated == nil ? .inactive : .active
    }
}

/// Whether a recipient gets mail.
public enum Status: String, CaseIterable, Sendable {
    /// Confirmed, and has not left since.
    case active
    /// Signed up, never confirmed.
    case inactive
    /// Has left.
    case unsubscribed
}
