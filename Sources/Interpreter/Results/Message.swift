public import CommandLanguage

/// What is said beside the results.
public enum Message: Sendable {
    case note(String)
    case warning(String)
    case error(Diagnostic)
}
