/// The commands. The raw value is the words that a statement begins with.
public enum Verb: String, CaseIterable, Sendable {
    case createGroup = "create group"
    case renameGroup = "rename group"
    case deleteGroup = "delete group"
    case importRows = "import"
    case exportGroup = "export group"
    case showGroup = "show group"
    case showBackup = "show backup"
    case showRecipient = "show recipient"
    case showSettings = "show settings"
    case showStore = "show store"
    case download
    case restore
    case undo
    case redo
    case compare
    case setBackup = "set backup"
    case setRetention = "set retention"
    case setTimeZone = "set time zone"
    case setGuard = "set guard"
    case setFormat = "set format"
    case addRecipient = "add recipient"
    case updateRecipient = "update recipient"
    case removeRecipient = "remove recipient"
    case unsubscribe
    case record
    case eraseRecipient = "erase recipient"
    case clock
    case clockSet = "clock set"
    case clockAdvance = "clock advance"
    case clockReset = "clock reset"
    case run
    case timeline
    case verify
    case purge
    case help
    case history
    case quit
    case exit

    /// The words that a statement begins with.
    public var words: [String] { rawValue.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) } }
}
