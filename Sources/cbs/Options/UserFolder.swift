import Account
import SystemCalls

/// The user's folders according to the XDG base directory specification; relative paths are ignored.
enum UserFolder {
    /// The home folder: `HOME`, otherwise the one in the system's user database; nil if there is none.
    static let home = absolute("HOME") ?? listedHome
    /// Where programs keep the user's data; nil without a home folder.
    static var data: String? { absolute("XDG_DATA_HOME") ?? home.map { "\($0)/.local/share" } }
    /// Where programs keep what may be lost; nil without a home folder.
    static var state: String? { absolute("XDG_STATE_HOME") ?? home.map { "\($0)/.local/state" } }

    /// The file with the statements typed so far; nil if there is no place for it. It is never kept in a store.
    static var history: String? {
        state.map { "\($0)/cbs/history" }.flatMap { StoreFence.store(around: $0) == nil ? $0 : nil }
    }

    private static func absolute(_ variable: String) -> String? {
        Environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    /// Users that run services may have the root folder as their home, where nothing of theirs belongs.
    private static var listedHome: String? {
        guard let folder = getpwuid(getuid())?.pointee.pw_dir else { return nil }
        let path = String(cString: folder)
        return path.hasPrefix("/") && path != "/" ? path : nil
    }
}
