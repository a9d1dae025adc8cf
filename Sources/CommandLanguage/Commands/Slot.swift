/// The places in a command's syntax that the user fills in, by their names in usage texts.
public enum Slot: String, CaseIterable, Sendable {
    /// The name of a group.
    case group
    /// The name for a new or renamed group.
    case newName = "new-name"
    /// `backup ID` or `latest backup of NAME`; see `CommandCall.reference(_:)`.
    case backup
    /// What `restore` takes; see `CommandCall.reference(_:)`.
    case source
    /// The first state that `compare` looks at; see `CommandCall.reference(_:)`.
    case left = "state"
    /// The second one.
    case right = "other-state"
    /// The id of a backup.
    case id
    /// What `import` reads: a file's name, a here-document or the bare word `-`.
    case input
    /// The path of a file to read or write.
    case file
    /// An address.
    case email
    /// A point in time.
    case instant
    /// A length of time.
    case duration
    /// The IANA name of a time zone.
    case timeZone = "zone"
    /// The name of the interface through which a change came.
    case interface
    /// The name of a mailing.
    case campaign
    /// The words after `help`.
    case topic
    /// See `CommandCall.condition`.
    case condition
    /// The columns of a file, in their order; see `CommandCall.shown`.
    case fields
    /// How many changes `compare` shows at most.
    case rowCount = "number"
    /// `FIELD = value`, any number of them; see `CommandCall.assignments`.
    case fieldValue = "field=value"
    /// `NAME = value`, any number of them; see `CommandCall.assignments`.
    case parameter = "name=value"
}
