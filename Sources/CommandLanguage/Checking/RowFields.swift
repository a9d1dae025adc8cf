/// What the rows of each kind hold. The names are stable: conditions, members and JSON keys.
public struct RowFields: Sendable {
    public enum FieldType: Hashable, Sendable {
        case text, number, bool, instant, list
    }

    public struct Field: Hashable, Sendable {
        public let name: String
        public let type: FieldType
    }

    /// The fixed fields, in the order of the columns.
    public let fields: [Field]
    /// Whether the rows have fields of their own after the fixed ones, known only at run time.
    public let isOpen: Bool

    public var names: [String] { fields.map(\.name) }

    /// The fixed field with this name, found without regard to case.
    public func field(named name: String) -> Field? {
        let folded = name.lowercased()
        return fields.first { $0.name == folded }
    }

    /// The fields of a kind of rows.
    public static func of(_ kind: RowKind) -> RowFields {
        switch kind {
        case .groups: groups
        case .backups: backups
        case .recipients: recipients
        case .fields: ownFields
        case .activity: activity
        case .log: log
        }
    }

    private static let groups = RowFields(
        ("name", .text), ("recipients", .number), ("active", .number), ("inactive", .number),
        ("unsubscribed", .number), ("backup", .bool), ("backups", .number), ("created", .instant),
        ("fields", .list)
    )
    private static let backups = RowFields(
        ("id", .number), ("group", .text), ("reason", .text), ("created", .instant), ("expires", .instant),
        ("recipients", .number), ("deleted", .bool)
    )
    private static let recipients = RowFields(
        ("email", .text), ("status", .text), ("registered", .instant), ("activated", .instant),
        ("deactivated", .instant), ("source", .text),
        isOpen: true
    )
    private static let ownFields = RowFields(("name", .text), ("filled", .number))
    private static let activity = RowFields(
        ("email", .text), ("event", .text), ("at", .instant), ("campaign", .text)
    )
    private static let log = RowFields(
        ("at", .instant), ("action", .text), ("group", .text), ("recipients", .number), ("backup", .number),
        ("note", .text)
    )

    private init(_ fields: (String, FieldType)..., isOpen: Bool = false) {
        self.fields = fields.map { Field(name: $0.0, type: $0.1) }
        self.isOpen = isOpen
    }
}
