/// Why a change leaves no automatic backup.
public enum NoBackupReason: Hashable, Sendable {
    /// Backups are switched off for the account.
    case off
    /// Backups are switched off for the group.
    case offForGroup
    /// The change came through an external interface.
    case via(String)
    /// There was nothing to do, so nothing has changed.
    case nothingToDo

    /// The reason as results give it: part of the language, which scripts compare.
    public var resultText: String {
        switch self {
        case .off: "off"
        case .offForGroup: "off for group"
        case .via(let interface): "via \(interface)"
        case .nothingToDo: "nothing to do"
        }
    }

    /// The reason that applies; nil if a backup is kept. The interface decides first, then the account.
    public static func reason(accountIsOn: Bool, groupIsOn: Bool, interface: String?) -> NoBackupReason? {
        if let interface { return .via(interface) }
        if !accountIsOn { return .off }
        return groupIsOn ? nil : .offForGroup
    }
}
