import Account
import Recipients
import Rendering
import SystemCalls

/// Which store the options and the environment name.
struct StorePlace {
    let location: StoreLocation
    /// Whether this is the user's default store, which is created on first use.
    let isDefault: Bool
    /// Whether nothing is written to the user's files either, as in a rehearsal.
    let keepsFiles: Bool
    /// Whether the place is an address that contains a password.
    let showsPassword: Bool

    /// - Parameters:
    ///   - options: The options that the user gave.
    ///   - isRehearsal: Whether the program only rehearses.
    /// - Throws: `storage` if no store is named and the user has no home folder, `usage` for an invalid address.
    init(_ options: ProgramOptions, isRehearsal: Bool = false) throws(Failure) {
        if options.memory {
            location = StoreLocation(.memory, isReadOnly: options.isReadOnly, wait: options.wait.duration)
            isDefault = false
            keepsFiles = isRehearsal
            showsPassword = false
            return
        }
        let named = options.store ?? Environment["CBS_STORE"]
        let address = if let named { try StoreAddress(named) } else { StoreAddress.folder(try Self.defaultFolder()) }
        let place = StoreLocation.Place(address)
        location = StoreLocation(
            options.simulate ? .overlay(place) : place, isReadOnly: options.isReadOnly, wait: options.wait.duration)
        showsPassword = address.hasPassword
        keepsFiles = options.simulate || isRehearsal
        isDefault = named == nil && !keepsFiles
    }

    /// Where the account is, in words.
    var words: String {
        switch location.place {
        case .memory: "a new account in memory"
        case .folder, .server: location.place.name
        case .overlay(let base): "a copy in memory of \(base.name)"
        }
    }

    private static func defaultFolder() throws(Failure) -> String {
        guard let data = UserFolder.data else { throw ProgramProblem.noHomeFolder.failure }
        return "\(data)/cbs/default"
    }
}

extension Console {
    /// Warns about a password that others can read.
    func warnOfPassword(_ isShown: Bool) {
        guard isShown else { return }
        tell(
            .warning(
                "the password in the store's address is visible to everybody in the list of processes; "
                    + "put it in ~/.pgpass or PGPASSWORD"))
    }
}

/// The environment variables; an empty one counts as missing.
enum Environment {
    static subscript(name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}

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
