import Account
import Rendering
import SystemCalls

/// Which store the options and the environment name.
struct StorePlace {
    let location: StoreLocation
    /// Whether this is the user's default store, which is made on first use.
    let isDefault: Bool

    /// - Parameters:
    ///   - options: What the user said of the store.
    ///   - isRehearsal: Whether nothing may be written.
    init(_ options: GlobalOptions, isRehearsal: Bool = false) {
        if options.memory {
            location = StoreLocation(.memory, isReadOnly: options.isReadOnly, wait: options.wait.duration)
            isDefault = false
            return
        }
        let named = options.store ?? Environment["CBS_STORE"]
        let folder = named ?? Self.defaultFolder
        let isOverlay = options.simulate || isRehearsal
        location = StoreLocation(
            isOverlay ? .overlay(folder) : .folder(folder), isReadOnly: options.isReadOnly, wait: options.wait.duration)
        isDefault = named == nil && !isOverlay
    }

    /// Where the account is, for people.
    var words: String {
        switch location.place {
        case .memory: "a new account in memory"
        case .folder(let folder): folder
        case .overlay(let folder): "a copy in memory of \(folder)"
        }
    }

    private static var defaultFolder: String {
        let home = Environment["HOME"] ?? ""
        return "\(Environment["XDG_DATA_HOME"] ?? "\(home)/.local/share")/cbs/default"
    }
}

/// The variables of the environment; an empty one counts as missing.
enum Environment {
    static subscript(name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}

/// Where the statements typed so far are kept.
enum HistoryPlace {
    /// The file in the folder for state of the XDG base directories; nil without a home.
    static var path: String? {
        if let state = Environment["XDG_STATE_HOME"], state.hasPrefix("/") { return "\(state)/cbs/history" }
        return Environment["HOME"].map { "\($0)/.local/state/cbs/history" }
    }
}
