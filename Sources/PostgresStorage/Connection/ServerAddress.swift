import SystemCalls

/// An account on a server: an address that libpq accepts, with an additional parameter, `account`.
public struct ServerAddress: Hashable, Sendable {
    /// The address without the account, for libpq; it may contain a password.
    let connection: String
    /// The name of the account; nil if the address names none.
    public let account: String?
    /// The address as people see it: without passwords.
    public let words: String
    /// The same without the account: only the server.
    public let serverWords: String
    /// The passwords, both as they are written in the address and decoded.
    private let passwords: [String]

    /// What can be wrong with an address.
    public enum Problem: Error, Hashable, Sendable {
        /// It names more than one account.
        case severalAccounts
        /// The name of the account is empty, too long, or has characters that cannot be shown.
        case badAccount
    }

    /// In characters. Longer names would not fit into messages.
    private static let longestAccount = 100
    private static let schemes = ["postgresql://", "postgres://"]

    /// Whether a place is an address rather than a folder.
    public static func isAddress(_ text: String) -> Bool {
        let text = text.lowercased()
        return schemes.contains { text.hasPrefix($0) }
    }

    /// Whether the address contains a password, which lists of processes would show.
    public var hasPassword: Bool { !passwords.isEmpty }

    /// Reads an address.
    ///
    /// - Parameter text: A text for which `isAddress` is true.
    /// - Throws: What is wrong with the account's name; the rest is left to libpq.
    public init(_ text: String) throws(Problem) {
        // libpq accepts the scheme in lower case only.
        let scheme = text.prefix { $0 != ":" }
        let text = scheme.lowercased() + text[scheme.endIndex...]
        let question = text.firstIndex(of: "?") ?? text.endIndex
        var passwords: [String] = []
        let base = String(text[..<question])
        let shownBase = Self.withoutPassword(base, &passwords)
        var (kept, shown): ([Substring], [Substring]) = ([], [])
        var accounts: [String] = []
        for parameter in text[question...].dropFirst().split(separator: "&") {
            let name = parameter.prefix { $0 != "=" }
            let value = parameter.dropFirst(name.count + 1)
            switch name.lowercased() {
            case "account": accounts.append(Self.decoded(value))
            case "password", "sslpassword":
                passwords += [String(value), Self.decoded(value)]
                kept.append(parameter)
            default:
                kept.append(parameter)
                shown.append(parameter)
            }
        }
        guard accounts.count < 2 else { throw .severalAccounts }
        account = accounts.first
        if let account {
            guard (1...Self.longestAccount).contains(account.unicodeScalars.count),
                account.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control && $0 != "\u{FFFD}" })
            else { throw .badAccount }
        }
        connection = Self.joined(base, kept)
        let named = text[question...].dropFirst().split(separator: "&").filter { $0.lowercased().hasPrefix("account=") }
        words = Self.joined(shownBase, shown + named)
        serverWords = Self.joined(shownBase, shown)
        self.passwords = passwords.filter { !$0.isEmpty }
    }

    /// The address as people see it, with an account if it names none yet.
    public func naming(_ account: String) -> String {
        let separator = words.contains("?") ? "&" : "?"
        return self.account == nil ? "\(words)\(separator)account=\(account)" : words
    }

    /// Whether it names a service, whose settings add to it.
    var namesService: Bool { connection.contains("service=") }

    /// A text with the passwords replaced.
    func hidingPasswords(in text: String) -> String {
        passwords.reduce(text) { $0.replacing($1, with: "…") }
    }

    private static func joined(_ base: String, _ parameters: [Substring]) -> String {
        parameters.isEmpty ? base : "\(base)?\(parameters.joined(separator: "&"))"
    }

    /// Removes the password from `scheme://user:password@host/database`.
    private static func withoutPassword(_ base: String, _ passwords: inout [String]) -> String {
        guard let scheme = base.firstRange(of: "://") else { return base }
        let end = base[scheme.upperBound...].firstIndex(of: "/") ?? base.endIndex
        guard let at = base[scheme.upperBound..<end].lastIndex(of: "@"),
            let colon = base[scheme.upperBound..<at].firstIndex(of: ":")
        else { return base }
        let password = base[base.index(after: colon)..<at]
        passwords += [String(password), decoded(password)]
        return String(base[..<colon] + base[at...])
    }

    /// A text with its percent escapes (`%41`) decoded.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let code = digits.hexadecimalValue
            {
                bytes.append(UInt8(truncatingIfNeeded: code))
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
