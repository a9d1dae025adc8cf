/// The checks that need no store: names of variables and known fields, and types as far as the text shows them.
public struct Checker {
    /// Checks a script that was parsed without diagnostics.
    ///
    /// - Parameters:
    ///   - knownVariables: Variables of earlier sources.
    ///   - include: The script that an `include` with a literal name means; nil if the caller cannot say, after which
    ///     no variable counts as unknown.
    /// - Returns: Every problem, by place.
    public static func check(
        _ script: Script,
        knownVariables: Set<String> = [],
        include: (Argument) -> Script? = { _ in nil }
    ) -> [Diagnostic] {
        []
    }
}
