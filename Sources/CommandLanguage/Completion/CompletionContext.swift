/// What completion asks about the account and the files. Any answer may be empty: completion is only an offer.
public protocol CompletionContext {
    /// The names of the groups that exist.
    func groupNames() -> [String]
    /// The names of the groups that are deleted and can be brought back.
    func deletedGroupNames() -> [String]
    /// The backups that can be restored, oldest first.
    func backups() -> [CompletedBackup]
    /// A group's own fields, or the columns of a file.
    func fields(of origin: FieldOrigin) -> [String]
    /// Values of such a field that begin with a text, without regard to case; none for a field whose values are nearly
    /// all different.
    func values(of field: String, in origin: FieldOrigin, beginningWith prefix: String) -> [String]
    /// The addresses that were typed most recently, the newest first.
    func recentAddresses() -> [String]
    /// The addresses that begin with a text, in a group or in all.
    func addresses(beginningWith prefix: String, in group: String?) -> [String]
    /// The paths of files and folders that begin with a text; those of folders end with `/`.
    func files(beginningWith prefix: String) -> [String]
    /// The variables of earlier statements.
    func variables() -> KnownVariables
    /// The members of such a variable's value, where more is known than its type.
    func members(of variable: String) -> [String]
    /// The names of all time zones.
    func timeZoneNames() -> [String]
}

extension CompletionContext {
    /// No names: without an account, nothing is known of groups that are gone.
    public func deletedGroupNames() -> [String] { [] }

    /// No names: without an account, there may be no time zone database either.
    public func timeZoneNames() -> [String] { [] }
}

/// A backup as completion shows it.
public struct CompletedBackup: Sendable {
    /// The id, which is what is typed.
    public let id: Int
    /// The name of its group when it was made.
    public let group: String
    /// Why it was made: the change that it precedes.
    public let reason: String
    /// When it was made, formatted for people.
    public let created: String

    /// A backup to be offered, with its id, group, reason and time.
    public init(id: Int, group: String, reason: String, created: String) {
        self.id = id
        self.group = group
        self.reason = reason
        self.created = created
    }
}

/// Where to look for the fields of rows.
public enum FieldOrigin: Hashable, Sendable {
    /// In a group that exists.
    case group(String)
    /// In a backup.
    case backup(Int)
    /// In the latest backup of a group.
    case latestBackup(of: String)
    /// In a file of rows, by its name.
    case file(String)
}
