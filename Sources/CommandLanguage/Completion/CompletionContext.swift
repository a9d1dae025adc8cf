/// What completion asks about the account and the files. Everything may be left out: completion is only an offer.
public protocol CompletionContext {
    /// The names of the standing groups.
    func groupNames() -> [String]
    /// The backups that can be restored.
    func backups() -> [CompletedBackup]
    /// The own fields of recipients.
    func fields(of origin: RecipientOrigin) -> [String]
    /// The addresses that begin with a text, in a group or in all.
    func addresses(beginningWith prefix: String, in group: String?) -> [String]
    /// The paths of files and folders that begin with a text; those of folders end with `/`.
    func files(beginningWith prefix: String) -> [String]
    /// The variables of earlier statements.
    func variableNames() -> [String]
    /// What a variable's value holds.
    func members(of variable: String) -> [String]
}

/// A backup as completion shows it.
public struct CompletedBackup: Sendable {
    public let id: Int
    public let group: String
    /// When it was made, for people.
    public let created: String

    public init(id: Int, group: String, created: String) {
        self.id = id
        self.group = group
        self.created = created
    }
}

/// Where recipients whose fields are asked for stand.
public enum RecipientOrigin: Hashable, Sendable {
    case group(String)
    case backup(Int)
    case latestBackup(of: String)
}
