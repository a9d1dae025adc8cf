/// What rows or the result of a command hold. The names are stable: conditions, members and JSON keys.
public struct RowFields: Hashable, Sendable {
    /// What values a field has, as far as it is known before a script runs.
    public indirect enum FieldType: Hashable, Sendable {
        /// A plain value, or a list whose elements are not known.
        case text, number, bool, instant, list
        /// One record with these fields.
        case record(RowFields)
        /// A table with these fields.
        case rows(RowFields)
    }

    /// A field that rows have.
    public struct Field: Hashable, Sendable {
        /// The name by which conditions, members and JSON know it.
        public let name: String
        /// What its values are.
        public let type: FieldType
    }

    /// What holds them, in a sentence: `"groups"`, `the result of "import"`.
    let owner: String
    /// The fixed fields, in the order of the columns.
    public let fields: [Field]
    /// Whether there may be fields after the fixed ones that are known only at run time.
    public let isOpen: Bool

    /// The names alone, in their order.
    public var names: [String] { fields.map(\.name) }

    /// The fixed field with this name, found without regard to case.
    public func field(named name: String) -> Field? {
        let folded = name.lowercased()
        return fields.first { $0.name == folded }
    }

    init(_ owner: String, _ fields: [Field], isOpen: Bool = false) {
        self.owner = owner
        self.fields = fields
        self.isOpen = isOpen
    }

    init(_ owner: String, _ fields: KeyValuePairs<String, FieldType>, isOpen: Bool = false) {
        self.init(owner, fields.map { Field(name: $0.key, type: $0.value) }, isOpen: isOpen)
    }
}

extension RowFields {
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
        "\"groups\"",
        [
            "name": .text, "recipients": .number, "active": .number, "inactive": .number, "unsubscribed": .number,
            "backup": .bool, "backups": .number, "created": .instant, "fields": .list,
        ])
    private static let backups = RowFields(
        "\"backups\"",
        [
            "id": .number, "group": .text, "reason": .text, "created": .instant, "expires": .instant,
            "recipients": .number, "deleted": .bool,
        ])
    private static let recipients = RowFields(
        "\"recipients\"",
        [
            "email": .text, "status": .text, "registered": .instant, "activated": .instant, "deactivated": .instant,
            "source": .text,
        ],
        isOpen: true)
    private static let ownFields = RowFields("\"fields\"", ["name": .text, "filled": .number])
    private static let activity = RowFields(
        "\"activity\"", ["email": .text, "event": .text, "at": .instant, "campaign": .text])
    private static let log = RowFields(
        "\"log\"",
        [
            "at": .instant, "action": .text, "group": .text, "recipients": .number, "backup": .number, "note": .text,
        ])
}
