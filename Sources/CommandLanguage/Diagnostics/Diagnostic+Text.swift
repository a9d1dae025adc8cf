extension Diagnostic {
    /// What `text` begins with, before a colon: `error[unknown-group]`.
    public var label: String { "error[\(code.rawValue)]" }

    /// The diagnostic for people: what is wrong, where, and what to do. Lines without a line end after the last.
    ///
    ///     error[unknown-group]: there is no group "Newsleter"
    ///       restore.cbs:12:29
    ///        |
    ///     12 | restore backup 3 into group Newsletter
    ///        |                             ^^^^^^^^^
    ///     help: did you mean "Newsletter"?
    public var text: String { text(width: nil) }

    /// The same for a window, in which the quoted line and the carets under it stay on a row.
    ///
    /// - Parameter width: The window's; nil for none.
    public func text(width: Int?) -> String { text(label: label, width: width) }

    /// The same for what is only a warning.
    public var warningText: String { warningText(width: nil) }

    /// The same for a window.
    ///
    /// - Parameter width: The window's; nil for none.
    public func warningText(width: Int?) -> String { text(label: "warning", width: width) }

    private func text(label: String, width: Int?) -> String {
        var lines = ["\(label): \(message.visible())"]
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
        if let help { lines.append("help: \(help.visible())") }
        return lines.joined(separator: "\n")
    }
}

extension Diagnostic {
    /// The diagnostic for programs: one JSON object on one line, without the line end. What is missing is null.
    public var json: String { json(as: "error") }

    /// The same for what is only a warning.
    public var warningJSON: String { json(as: "warning") }

    private func json(as kind: String) -> String {
        let location = location
        let members: [(String, String)] = [
            ("code", Self.json(code.rawValue)),
            ("message", Self.json(message)),
            ("file", Self.json(location == nil ? nil : source?.name)),
            ("line", location.map { "\($0.line)" } ?? "null"),
            ("column", location.map { "\($0.column)" } ?? "null"),
            ("help", Self.json(help)),
        ]
        let object = members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        return "{\"\(kind)\":{\(object)}}"
    }

    private static func json(_ text: String?) -> String {
        text.map(JSONString.literal) ?? "null"
    }
}
