/// What happens when an import looks like an accident.
public enum GuardAction: String, CaseIterable, Codable, Sendable {
    /// A person decides.
    case ask
    /// It is made, with a warning.
    case warn
    /// It fails, and nothing is changed.
    case refuse
    /// Nobody looks.
    case off

    /// Those that an account can have as a setting. Whether somebody is there to be asked depends on where a statement runs.
    public static let settings: [GuardAction] = [.warn, .refuse, .off]
}
