/// What a piece of output means; a terminal shows it by colour.
public enum Role: Sendable {
    /// What a piece of text is for; the style knows the colour.
    case header, dim, good, warning, bad
}

/// Colours text by its role with ANSI sequences, or leaves it plain.
public struct Style: Sendable {
    /// Whether anything is coloured. Decided by the executable: a terminal, and neither `NO_COLOR` nor `--no-color`.
    public let isColoured: Bool

    /// A style with colours, or one that adds nothing.
    public init(colour: Bool) {
        isColoured = colour
    }

    /// The text in the colour of a role; unchanged without colour, or if there is no text.
    public func paint(_ text: String, as role: Role) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(role.code)m\(text)\u{1B}[0m" : text
    }
}

extension Role {
    fileprivate var code: String {
        switch self {
        case .header: "1"
        case .dim: "2"
        case .good: "32"
        case .warning: "33"
        case .bad: "31"
        }
    }

    /// The role of a recipient's status.
    init?(status: String) {
        switch status {
        case "active": self = .good
        case "unsubscribed": self = .warning
        case "inactive": self = .dim
        default: return nil
        }
    }
}
