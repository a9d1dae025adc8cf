public import Recipients

extension Diagnostic {
    /// What `text` begins with, up to the colon: `error[unknown-group]`.
    public var label: String { "error[\(code.rawValue)]" }

    /// The diagnostic for people: what is wrong, where, and what to do. Lines joined by line ends, none after the last.
    ///
    ///     error[unknown-group]: there is no group "Newsleter"
    ///       restore.cbs:12:29
    ///        |
    ///     12 | restore backup 3 into group Newsletter
    ///        |                             ^^^^^^^^^
    ///     help: did you mean "Newsletter"?
    public var text: String { parts(label: label, width: nil).text }

    /// The text of a warning begins with this, up to the colon.
    public static let warningLabel = "warning"

    /// The text in its parts, for somebody who lays them out.
    public struct TextParts: Hashable, Sendable {
        /// What is wrong, after the label and a colon: one line.
        public let head: String
        /// Where it is: the place, the quoted line and the carets below it. None for a failure without a place.
        public let excerpt: [String]
        /// What to do, after `help:`: one line. Nil if that is not known.
        public let help: String?

        var text: String { ([head] + excerpt + (help.map { [$0] } ?? [])).joined(separator: "\n") }
    }

    /// The parts of the text.
    ///
    /// - Parameters:
    ///   - label: What the text begins with, up to the colon.
    ///   - width: The columns of the window, in which the quoted line fits on one row; nil for no limit.
    ///   - when: The words for an instant in the message; nil for one that is shown in full.
    public func parts(
        label: String,
        width: Int?,
        when: (ZonedInstant) -> String? = { _ in nil }
    ) -> TextParts {
        TextParts(
            head: "\(label): \(failure.text.told(when).revealed())", excerpt: excerpt(width: width),
            help: help.map { "help: \($0.revealed())" })
    }

    private func excerpt(width: Int?) -> [String] {
        var lines: [String] = []
        if let source, let range {
            let location = source.location(at: range.lower)
            let name = source.name.map { "\($0.visible()):\(location.line):\(location.column)" }
            let margin = "\(location.line)".count + 3
            let excerpt = Excerpt(of: source, range, width: width.map { $0 - margin })
            let gutter = String(repeating: " ", count: "\(location.line)".count)
            lines.append("  \(name ?? "line \(location.line), column \(location.column)")")
            lines.append("\(gutter) |")
            lines.append(excerpt.line.isEmpty ? "\(location.line) |" : "\(location.line) | \(excerpt.line)")
            lines.append("\(gutter) | \(excerpt.marker)")
        }
        return lines
    }
}

extension String {
    /// The text as `visible()` shows it, and with characters that nobody can see written by their numbers too: a
    /// message about one of them could not be understood otherwise.
    func revealed() -> String {
        let visible = visible()
        guard visible.unicodeScalars.contains(where: Self.unseen.contains) else { return visible }
        return visible.unicodeScalars.reduce(into: "") { result, scalar in
            if Self.unseen.contains(scalar) {
                result += scalar.numericEscape
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }

    /// Characters without width that change nothing: the soft hyphen, the zero width space, the word joiner and the
    /// byte order mark. Joiners are not among them, since scripts and emoji need them.
    private static let unseen: Set<Unicode.Scalar> = ["\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}"]
}

extension Diagnostic {
    /// The diagnostic for programs: one JSON object on one line, without a line end. Missing facts are null.
    public var json: String { json(as: "error") }

    /// The same for a warning.
    public var warningJSON: String { json(as: "warning") }

    private func json(as kind: String) -> String { "{\"\(kind)\":\(factsJSON)}" }

    /// Its facts alone, as a JSON object on one line.
    public var factsJSON: String {
        let location = location
        let members: [(String, String)] = [
            ("code", Self.json(code.rawValue)),
            ("message", Self.json(message)),
            ("file", Self.json(location == nil ? nil : source?.name)),
            ("line", location.map { "\($0.line)" } ?? "null"),
            ("column", location.map { "\($0.column)" } ?? "null"),
            ("help", Self.json(help)),
        ]
        return "{\(members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
    }

    private static func json(_ text: String?) -> String {
        text.map(JSONString.literal) ?? "null"
    }
}
