import Recipients

/// The fields of rows, or of the result of a command. The names are stable: conditions, members and JSON use them.
public struct RowFields: Hashable, Sendable {
    /// The type of a field, as far as it is known before a script runs.
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
        /// All texts that it can hold; nil if it can hold any.
        var values: [String]?

        static func text(_ name: String, of values: [String]? = nil) -> Field {
            Field(name: name, type: .text, values: values)
        }
        static func number(_ name: String) -> Field { Field(name: name, type: .number) }
        static func bool(_ name: String) -> Field { Field(name: name, type: .bool) }
        static func instant(_ name: String) -> Field { Field(name: name, type: .instant) }
        static func list(_ name: String) -> Field { Field(name: name, type: .list) }
        static func record(_ name: String, _ fields: RowFields) -> Field { Field(name: name, type: .record(fields)) }
        static func rows(_ name: String, _ fields: RowFields) -> Field { Field(name: name, type: .rows(fields)) }
    }

    /// What has the fields.
    enum Owner: Hashable, Sendable, CustomStringConvertible {
        case rows(RowKind)
        case result(of: String)
        /// A record or a table within a result, by its key.
        case key(String)

        /// The owner in a sentence.
        var description: String {
            switch self {
            case .rows(let kind): kind.rawValue.quoted
            case .result(let name): "the result of \(name.quoted)"
            case .key(let name): name.quoted
            }
        }
    }

    let owner: Owner
    /// The fixed fields, in the order of the columns.
    public let fields: [Field]
    /// Whether there may be more fields after the fixed ones, known only at run time.
    public let isOpen: Bool

    /// The members by which a record is known: where a text is needed, one of them is probably meant.
    public static let namingMembers = ["name", "email", "id"]

    /// The names alone, in their order.
    public var names: [String] { fields.map(\.name) }

    /// The fixed field with this name, found without regard to case.
    public func field(named name: String) -> Field? {
        let folded = name.lowercased()
        return fields.first { $0.name == folded }
    }

    init(_ owner: Owner, _ fields: [Field], isOpen: Bool = false) {
        self.owner = owner
        self.fields = fields
        self.isOpen = isOpen
    }
}

extension RowFields {
    /// The fields of a kind of rows.
    public static func of(_ kind: RowKind) -> RowFields {
        switch kind {
        case .groups: groups
        case .deletedGroups: deletedGroups
        case .backups: backups
        case .recipients: recipients
        case .backupChanges: backupChanges
        case .recipientChanges: recipientChanges
        case .find: findings
        case .fields: ownFields
        case .activity: activity
        case .log: log
        case .rows: RowFields(.rows(.rows), [], isOpen: true)
        }
    }

    /// What the result of a query with `to` holds.
    public static let written = RowFields(
        .result(of: "write"), [.text("command"), .text("file"), .number("rows"), .bool("rehearsed")])

    private static let groups = RowFields(
        .rows(.groups),
        [
            .text("name"), .number("recipients"), .number("active"), .number("inactive"), .number("unsubscribed"),
            .bool("backup"), .number("backups"), .instant("created"), .list("fields"), .number("bytes"),
        ])

    private static let deletedGroups = RowFields(
        .rows(.deletedGroups),
        [
            .text("name"), .instant("deleted"), .number("recipients"), .number("backups"), .number("latest"),
            .instant("expires"),
        ])

    private static let backups = RowFields(
        .rows(.backups),
        [
            .number("id"), .text("group"), .text("reason", of: ["import", "restore", "delete group", "undo"]),
            .instant("created"), .instant("expires"),
            .number("recipients"), .bool("deleted"), .bool("undone"),
        ])

    private static let recipients = RowFields(
        .rows(.recipients),
        [
            .text("email"), .text("status", of: statuses), .instant("registered"),
            .instant("activated"), .instant("deactivated"),
            .text("source"),
        ],
        isOpen: true)

    private static let statuses = Status.allCases.map(\.rawValue)
    static let changes = ["added", "removed", "changed"]
    private static let actions = [
        "create group", "rename group", "delete group", "import", "restore", "undo", "redo", "add", "update", "remove",
        "unsubscribe", "erase", "expire", "compact", "set backup", "set retention", "set guard", "set time zone",
        "clock set", "clock advance", "clock reset", "lost",
    ]

    private static let backupChanges = RowFields(
        .rows(.backupChanges),
        [.text("email"), .text("change", of: changes), .text("field"), .text("before"), .text("after")])

    private static let recipientChanges = RowFields(
        .rows(.recipientChanges),
        [
            .instant("at"), .text("group"), .text("action", of: actions + ["edit"]), .number("backup"), .text("file"),
            .text("user"), .text("change", of: changes), .text("field"), .text("before"), .text("after"),
        ])

    private static let findings = RowFields(
        .rows(.find),
        [
            .text("group"), .number("backup"), .instant("created"), .text("email"),
            .text("status", of: statuses),
            .bool("deleted"),
        ])

    private static let ownFields = RowFields(.rows(.fields), [.text("name"), .number("filled")])

    private static let activity = RowFields(
        .rows(.activity),
        [.text("email"), .text("event", of: ["open", "click", "bounce"]), .instant("at"), .text("campaign")])

    private static let log = RowFields(
        .rows(.log),
        [
            .instant("at"), .text("action", of: actions), .text("group"), .number("recipients"), .number("backup"),
            .text("note"),
            .text("user"), .text("file"), .number("undone"),
        ])
}
