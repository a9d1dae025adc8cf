/// A value that a command or statement is given.
public struct Argument: Sendable {
    /// The ways in which an argument can be written.
    public enum Kind: Sendable {
        /// A bare word, as written.
        case word(String)
        /// A quoted text.
        case string([StringPart])
        /// `$name` or `$name.member`.
        case variable(Variable)
        /// The text of a here-document, without its common indentation.
        case heredoc(String)
        /// An expression in parentheses, or a literal that the grammar reads at this place: an instant or a duration.
        case expression(Expression)
    }

    /// How it was written.
    public let kind: Kind
    /// Where it is.
    public let range: SourceRange

    /// An argument at its place.
    public init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }

    /// The text of a word, a here-document or a string without variables; nil if it is known only at run time.
    public var literalText: String? {
        switch kind {
        case .word(let text), .heredoc(let text): text
        case .string(let parts): parts.literalText
        case .variable: nil
        case .expression(let expression):
            if case .text(let parts) = expression.kind { parts.literalText } else { nil }
        }
    }

    /// Whether this is a given bare word; a quoted text never is.
    public func isWord(_ text: String) -> Bool {
        if case .word(text) = kind { true } else { false }
    }
}

extension [StringPart] {
    /// The text, if no variable is interpolated.
    public var literalText: String? {
        var text = ""
        for part in self {
            guard case .text(let piece) = part else { return nil }
            text += piece
        }
        return text
    }
}

/// A part of a quoted text: escapes are resolved, interpolations are not.
public enum StringPart: Hashable, Sendable {
    /// Text that stands for itself, its escapes resolved.
    case text(String)
    /// A variable whose value is filled in.
    case variable(Variable)
}
