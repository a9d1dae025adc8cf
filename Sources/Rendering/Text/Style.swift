/// The role of a piece of output; a terminal shows it as a colour.
public enum Role: String, CaseIterable, Sendable {
    /// Each has its colour in the palette.
    case header, dim, good, warning, bad
}

/// The colours of the roles.
public struct Palette: Hashable, Sendable {
    /// For each role, the parameters of the ANSI sequence "select graphic rendition".
    private var codes: [Role: String] = [.header: "1", .dim: "2", .good: "32", .warning: "33", .bad: "31"]

    /// The colours used unless the user chooses others.
    public static let standard = Palette()

    private init() {}

    /// The user's colours, as in `bad=1;31:dim=90`. Roles that are not named keep the standard colours, and mistakes
    /// are ignored, as programs do with `GREP_COLORS`.
    public init(_ specification: String) {
        for entry in specification.split(separator: ":") {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let role = Role(rawValue: String(parts[0])) else { continue }
            let isCode = parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ";") }
            if isCode { codes[role] = String(parts[1]) }
        }
    }

    /// The parameters for a role; empty if it has no colour.
    func code(of role: Role) -> String { codes[role] ?? "" }
}

/// Colours text by its role with ANSI sequences, or leaves it plain.
public struct Style: Sendable {
    private let palette: Palette?

    /// Leaves all text plain.
    public static let plain = Style(palette: nil)

    /// - Parameter palette: The colours; nil for none.
    public init(palette: Palette?) {
        self.palette = palette
    }

    /// Whether anything is coloured.
    public var isColoured: Bool { palette != nil }

    /// The text in the colour of a role; unchanged if there is no colour or no text.
    public func paint(_ text: String, as role: Role) -> String {
        guard let code = palette?.code(of: role), !code.isEmpty, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
