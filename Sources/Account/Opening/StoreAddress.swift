public import PostgresStorage
public import Recipients
internal import SystemCalls

/// Where a store is, as the user names it.
public enum StoreAddress: Hashable, Sendable {
    /// A folder on disk, by its path.
    case folder(String)
    /// An account on a server, or the server itself.
    case server(ServerAddress)

    /// Reads what the user typed: a path, or the address of a server.
    ///
    /// - Throws: `usage` for an address whose account is not valid.
    public init(_ text: String) throws(Failure) {
        guard ServerAddress.isAddress(text) else {
            self = .folder(text)
            return
        }
        do throws(ServerAddress.Problem) {
            self = .server(try ServerAddress(text))
        } catch {
            throw StoreAddressProblem.malformed(error).failure
        }
    }

    /// The place for people: without passwords.
    public var words: String {
        switch self {
        case .folder(let folder): folder
        case .server(let address): address.words
        }
    }

    /// Whether the address contains a password, which lists of processes would show.
    public var hasPassword: Bool {
        if case .server(let address) = self { address.hasPassword } else { false }
    }

    /// The name of a folder that does not exist, for what is whole in this store.
    var folderForSalvage: String {
        let account: String? = if case .server(let address) = self { address.account } else { nil }
        let saved = "\(account?.replacing("/", with: "-") ?? Self.withoutSlashes(words))-saved"
        return Self.isFree(saved) ? saved : Self.free(like: saved)
    }

    /// A name for a place that does not exist, derived from one that may: for help that can be typed as it stands.
    static func free(like place: String) -> String {
        // Whether an account exists cannot be seen from here.
        if ServerAddress.isAddress(place) { return "\(place)-2" }
        let name = withoutSlashes(place)
        // Nobody has that many.
        return (2...99).lazy.map { "\(name)-\($0)" }.first(where: isFree) ?? "\(name)-new"
    }

    /// Whether nothing has a name, not even a link that leads nowhere.
    private static func isFree(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) != 0
    }

    /// A path without the slashes at its end.
    private static func withoutSlashes(_ path: String) -> String {
        var name = path
        while name.count > 1, name.hasSuffix("/") { name.removeLast() }
        return name
    }
}

/// What can be wrong with the place of a store.
enum StoreAddressProblem {
    case malformed(ServerAddress.Problem)
    /// The address must name an account, and does not.
    case noAccount(ServerAddress)
    /// A folder was given instead of a server.
    case folder(String)
    /// A server was given instead of a folder.
    case salvageToServer(place: String, from: String, folder: String)

    var failure: Failure {
        switch self {
        case .malformed(.severalAccounts):
            Failure(.usage, "the address names more than one account", help: "keep one of them: ?account=NAME")
        case .malformed(.badAccount):
            Failure(
                .usage, "an account's name has 1 to 100 characters and no control characters",
                help: "name one: ?account=NAME")
        case .noAccount(let address):
            Failure(
                .usage, "\(address.words.quoted) names no account",
                help: "name one: \(address.naming("NAME").shellQuoted); cbs accounts \(address.words.shellQuoted) "
                    + "lists them")
        case .folder(let folder):
            Failure(
                .usage, "\(folder.quoted) is not the address of a server",
                help: "an address looks like postgresql://HOST/DATABASE")
        case .salvageToServer(let place, let source, let folder):
            Failure(
                .usage, "\(place.quoted) is not a folder: what is whole is saved to a folder",
                help: "save it, then copy it to the server: cbs salvage \(source.shellQuoted) "
                    + "\(folder.shellQuoted); cbs --store \(folder.shellQuoted) copy \(place.shellQuoted)")
        }
    }
}
