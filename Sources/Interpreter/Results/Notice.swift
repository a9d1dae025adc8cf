public import CommandLanguage

/// What is said beside the results.
public enum Notice: Sendable {
    /// What is good to know.
    case note(String)
    /// What is probably not meant so.
    case warning(String)
    /// What has failed, with its place.
    case error(Diagnostic)
}
