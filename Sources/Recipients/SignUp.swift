/// What is known of how a recipient signed up and left.
public struct SignUp: Hashable, Sendable {
    /// When the address came in.
    public var registered: Instant?
    /// When its owner confirmed it; nil if that has not happened.
    public var activated: Instant?
    /// When its owner left last; nil if that has not happened.
    public var deactivated: Instant?

    /// The three moments, as far as they are known.
    public init(registered: Instant? = nil, activated: Instant? = nil, deactivated: Instant? = nil) {
        self.registered = registered
        self.activated = activated
        self.deactivated = deactivated
    }

    /// Unsubscribed if left and not confirmed again later; else active if confirmed; else inactive.
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
