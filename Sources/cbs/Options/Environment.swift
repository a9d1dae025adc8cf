import SystemCalls

/// The environment variables; an empty one counts as missing.
enum Environment {
    /// Whether a variable is there, but empty.
    static func isEmpty(_ name: String) -> Bool { getenv(name).map { $0.pointee == 0 } ?? false }

    static subscript(name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
