/// What a column of a file or of a segment holds.
public enum Field: Hashable, Sendable {
    /// The fields that every recipient has.
    case email, registered, activated, deactivated, source
    /// A field of the group's own, by its name.
    case own(String)

    /// The columns that every recipient has, in the order of segments and of exported files.
    public static let fixed: [Field] = [.email, .registered, .activated, .deactivated, .source]

    /// Names of what every recipient has, which a group's own fields cannot have.
    private static let columnNames = fixed.map(\.name) + ["status"]

    /// Names that stand for several of these, which a group's own fields cannot have either: `--map` and `--only` take
    /// them.
    private static let signUpNames = ["sign-up", "subscribed", "unsubscribed"]

    /// The dates that say whether somebody has signed up and left.
    public static let signUp: [Field] = [.registered, .activated, .deactivated]

    /// Whether a group can have no field of its own by this name, of any case.
    static func isReserved(_ name: String) -> Bool {
        isColumn(name) || signUpNames.contains(name.lowercased())
    }

    /// Whether every recipient has a column of this name, of any case.
    static func isColumn(_ name: String) -> Bool { columnNames.contains(name.lowercased()) }

    /// The name in queries and in files.
    public var name: String {
        switch self {
        case .email: "email"
        case .registered: "registered"
        case .activated: "activated"
        case .deactivated: "deactivated"
        case .source: "source"
        case .own(let name): name
        }
    }

    /// The field of this name: one of the fixed ones (found without regard to case) or one of the group's own.
    public init(named name: String) {
        let folded = name.lowercased()
        self = Self.fixed.first { $0.name == folded } ?? .own(name)
    }
}
