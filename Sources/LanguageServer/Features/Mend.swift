import CommandLanguage

/// What a diagnostic's help proposes to write instead of the offending text.
struct Mend {
    let range: SourceRange
    let text: String

    /// Nil if the help proposes no text for the place of the diagnostic.
    init?(_ diagnostic: Diagnostic) {
        guard let range = diagnostic.range, let source = diagnostic.source, let help = diagnostic.help,
            let proposed = Self.proposal(in: help)
        else { return nil }
        // A text that the message had to cut is not known.
        guard !proposed.contains("…") else { return nil }
        if proposed.hasPrefix("$"), source.text(range).hasPrefix("$") {
            self.range = Self.name(of: range, in: source)
            text = String(proposed.dropFirst())
        } else {
            self.range = range
            text = proposed
        }
    }

    /// The text that a help in one of the checker's forms proposes.
    private static func proposal(in help: String) -> String? {
        if let rest = help.dropping("did you mean "), rest.hasPrefix("\""), let end = rest.firstRange(of: "\"?") {
            return String(rest[rest.index(after: rest.startIndex)..<end.lowerBound])
        }
        return help.dropping("quote a text: ").map(String.init)
    }

    /// The name of a variable within `$name.member` or `${name.member}`.
    private static func name(of range: SourceRange, in source: Source) -> SourceRange {
        let text = source.text(range)
        let start = text.prefix { $0 == "$" || $0 == "{" }
        let name = text.dropFirst(start.count).prefix { $0 != "." && $0 != "}" }
        let lower = range.lower + start.utf8.count
        return SourceRange(lower, lower + name.utf8.count)
    }
}

extension String {
    /// What follows a beginning; nil if the text begins otherwise.
    fileprivate func dropping(_ beginning: String) -> Substring? {
        hasPrefix(beginning) ? dropFirst(beginning.count) : nil
    }
}
