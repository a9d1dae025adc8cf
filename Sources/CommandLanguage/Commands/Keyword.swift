/// The words of a command's syntax that change what it does; `CommandCall.has(_:)` asks for them.
public enum Keyword: String, CaseIterable, Sendable {
    /// In `into new group`.
    case new
    /// In `set backup`.
    case on, off
    /// In `record`.
    case open, click, bounce
}
