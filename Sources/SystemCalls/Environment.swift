#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The environment variables; an empty one counts as missing.
package enum Environment {
    /// Whether a variable is there, but empty.
    package static func isEmpty(_ name: String) -> Bool { getenv(name).map { $0.pointee == 0 } ?? false }

    package static subscript(name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
