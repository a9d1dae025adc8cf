/// The words of a command's syntax that change what it does; `CommandCall.has(_:)` asks for them.
public enum Keyword: String, CaseIterable, Sendable {
    case new
    case on, off
    case open, click, bounce
}
