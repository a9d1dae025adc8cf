internal import Recipients
internal import Storage
import SystemCalls

/// The names of those who change an account, as its log shows them.
enum UserName {
    /// The variable that overrides the operating system's user.
    static let variable = LockHolder.userVariable

    /// The most characters of a name that the log keeps.
    private static let maximumLength = 100

    /// The value of `CBS_USER`, or the name of the system's user that this process runs as, or that user's number.
    static func current() -> String {
        if let named = Environment[variable].flatMap(forLog) { return named }
        return SystemCalls.userName.flatMap(forLog) ?? "user \(geteuid())"
    }

    /// A name as the log keeps it: a name that is an address (`anna@corp.example`) ends before the `@`.
    ///
    /// - Returns: Nil if nothing is left of it.
    static func forLog(_ name: String) -> String? {
        var name = name.trimmed
        if name.withoutAddresses != name { name = String(name.prefix { $0 != "@" }) }
        name.unicodeScalars.removeAll { $0.properties.generalCategory == .control }
        name = String(name.prefix(maximumLength)).withoutAddresses
        return name.isEmpty ? nil : name
    }
}
