extension Diagnostic {
    /// The diagnostic for programs: one JSON object on one line, without the line end. What is missing is null.
    public var json: String {
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
        return "{\"error\":{\(object)}}"
    }

    private static func json(_ text: String?) -> String {
        text.map(JSONString.literal) ?? "null"
    }
}
