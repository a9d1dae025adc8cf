/// What completion asks about the account and the files. Everything may be left out: completion is only an offer.
public protocol CompletionContext {
    /// The names of the standing groups.
    func groupNames() -> [String]
    /// The backups that can be restored, oldest first.
    func backups() -> [CompletedBackup]
    /// The own fields of recipients, or the columns of a file.
    func fields(of origin: FieldOrigin) -> [String]
    /// Some values of such a field that begin with a text, without regard to case; none where almost every one differs.
    func values(of field: String, in origin: FieldOrigin, beginningWith prefix: String) -> [String]
    /// The addresses that were typed last, the newest first.
    func recentAddresses() -> [String]
    /// The addresses that begin with a text, in a group or in all.
    func addresses(beginningWith prefix: String, in group: String?) -> [String]
    /// The paths of files and folders that begin with a text; those of folders end with `/`.
    func files(beginningWith prefix: String) -> [String]
    /// The variables of earlier statements.
    func variables() -> KnownVariables
    /// What the value of such a variable holds, where more is known than its type.
    func members(of variable: String) -> [String]
    /// The names of the time zones that there are.
    func timeZoneNames() -> [String]
}

extension CompletionContext {
    /// None: where there is no account, there may be no database of them.
    public func timeZoneNames() -> [String] { [] }
}

/// A backup as completion shows it.
public struct CompletedBackup: Sendable {
    /// The id, which is what is typed.
    public let id: Int
    /// The name of its group when it was made.
    public let group: String
    /// What it was made before.
    public let reason: String
    /// When it was made, for people.
    public let created: String

    /// A backup to be offered.
    public init(id: Int, group: String, reason: String, created: String) {
        self.id = id
        self.group = group
        self.reason = reason
        self.created = created
    }
}

/// Where the rows are whose fields are asked for.
public enum FieldOrigin: Hashable, Sendable {
    /// In a group that stands.
    case group(String)
    /// In a backup.
    case backup(Int)
    /// In the latest backup of a group.
    case latestBackup(of: String)
    /// In a file of rows, by its name.
    case file(String)
}
