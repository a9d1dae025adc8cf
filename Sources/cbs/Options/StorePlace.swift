import Account
import Recipients
import Rendering
import SystemCalls

/// Which store the options and the environment name.
struct StorePlace {
    let location: StoreLocation
    /// What the place is before its first use: only the user's default store is made then.
    let firstUse: Account.FirstUse
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
            firstUse = .refused
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
        firstUse = named != nil ? .refused : keepsFiles ? .rehearsed : .makesStore
    }

    private static func defaultFolder() throws(Failure) -> String {
        guard let data = UserFolder.data else { throw ProgramProblem.noHomeFolder.failure }
        return "\(data)/cbs/default"
    }
}

extension StoreLocation.Place {
    /// Where the account is, in words.
    var words: String {
        switch self {
        case .memory: "a new account in memory"
        case .folder, .server: name
        case .overlay(let base): "a copy in memory of \(base.name)"
        }
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
