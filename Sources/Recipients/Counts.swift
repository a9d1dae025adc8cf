/// How many recipients of each status there are.
public struct Counts: Hashable, Sendable, Codable {
    /// Recipients who confirmed and have not left.
    public private(set) var active = 0
    /// Recipients who have not confirmed.
    public private(set) var inactive = 0
    /// Recipients who have left.
    public private(set) var unsubscribed = 0

    /// No recipients at all.
    public init() {}

    /// All of them.
    public var recipients: Int { active + inactive + unsubscribed }

    /// Counts one more.
    public mutating func add(_ status: Status) {
        self[status] += 1
    }

    /// Counts one less. Below zero it counts how many a change takes away.
    public mutating func remove(_ status: Status) {
        self[status] -= 1
    }

    /// Counts as many more of each.
    public mutating func add(_ other: Counts) {
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
