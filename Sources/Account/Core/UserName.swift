internal import Recipients
import SystemCalls

/// Who changes an account, as its log names them.
enum UserName {
    /// The variable that names somebody else than the operating system does: where several people share a user of the
    /// system, or a service acts for somebody.
    static let variable = "CBS_USER"

    /// The most characters of a name that the log keeps.
    private static let maximumLength = 100

    /// What `CBS_USER` says, else the name of the system's user that this process acts as, else that user's number.
    static func current() -> String {
        if let named = getenv(variable).flatMap({ forLog(String(cString: $0)) }) { return named }
        return SystemCalls.userName.flatMap(forLog) ?? "user \(geteuid())"
    }

    /// A name as the log has it: a name that is an address (`anna@corp.example`) ends before the `@`.
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
