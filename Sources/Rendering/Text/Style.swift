/// What a piece of output means; a terminal shows it by colour.
public enum Role: String, CaseIterable, Sendable {
    /// What a piece of text is; the palette knows its colour.
    case header, dim, good, warning, bad
}

/// The colours of the roles.
public struct Palette: Hashable, Sendable {
    /// The parameters of ANSI's "select graphic rendition" for each role.
    private var codes: [Role: String] = [.header: "1", .dim: "2", .good: "32", .warning: "33", .bad: "31"]

    /// The colours unless the user chooses others.
    public static let standard = Palette()

    private init() {}

    /// Reads a user's own colours as in `bad=1;31:dim=90`: roles that it does not name keep theirs, and
    /// mistakes in it are ignored, as programs do with `GREP_COLORS`.
    public init(_ specification: String) {
        for entry in specification.split(separator: ":") {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let role = Role(rawValue: String(parts[0])) else { continue }
            let isCode = parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ";") }
            if isCode { codes[role] = String(parts[1]) }
        }
    }

    /// Empty for a role that has no colour.
    func code(of role: Role) -> String { codes[role] ?? "" }
}

/// Colours text by its role with ANSI sequences, or leaves it plain.
public struct Style: Sendable {
    private let palette: Palette?

    /// Leaves every text as it is.
    public static let plain = Style(palette: nil)

    /// - Parameter palette: Nil for no colours.
    public init(palette: Palette?) {
        self.palette = palette
    }

    /// Whether anything is coloured.
    public var isColoured: Bool { palette != nil }

    /// The text in the colour of a role; unchanged without colour, or if there is no text.
    public func paint(_ text: String, as role: Role) -> String {
        guard let code = palette?.code(of: role), !code.isEmpty, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
