/// When a recipient signed up and left, as far as it is known.
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

/// How many recipients of each status there are.
public struct StatusCounts: Hashable, Sendable {
    /// Recipients who confirmed and have not left.
    public private(set) var active = 0
    /// Recipients who have not confirmed.
    public private(set) var inactive = 0
    /// Recipients who have left.
    public private(set) var unsubscribed = 0

    /// No recipients at all.
    public init() {}

    /// So many of each status.
    public init(active: Int, inactive: Int, unsubscribed: Int) {
        (self.active, self.inactive, self.unsubscribed) = (active, inactive, unsubscribed)
    }

    /// All of them.
    public var recipients: Int { active + inactive + unsubscribed }

    /// Counts one more.
    public mutating func add(_ status: Status) {
        self[status] += 1
    }

    /// Counts one less. The counts of a change may be negative: it takes away more than it adds.
    public mutating func remove(_ status: Status) {
        self[status] -= 1
    }

    /// Adds other counts to these.
    public mutating func add(_ other: StatusCounts) {
        active += other.active
        inactive += other.inactive
        unsubscribed += other.unsubscribed
    }

    private subscript(status: Status) -> Int {
        get {
            switch status {
            case .active: active
            case .inactive: inactive
            case .unsubscribed: unsubscribed
            }
        }
        set {
            switch status {
            case .active: active = newValue
            case .inactive: inactive = newValue
            case .unsubscribed: unsubscribed = newValue
            }
        }
    }
}
