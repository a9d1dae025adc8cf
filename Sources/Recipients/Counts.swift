/// How many recipients of each status there are.
public struct Counts: Hashable, Sendable, Codable {
    public private(set) var active = 0
    public private(set) var inactive = 0
    public private(set) var unsubscribed = 0

    public init() {}

    public var recipients: Int { active + inactive + unsubscribed }

    public mutating func add(_ status: Status) {
        self[status] += 1
    }

    public mutating func remove(_ status: Status) {
        self[status] -= 1
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
