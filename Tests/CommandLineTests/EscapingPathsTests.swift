import Testing

/// What turns the direction of text, or steers a terminal, is shown escaped on every way out of the program.
struct EscapingPathsTests {
    private static let override = "\u{202E}"

    private func expectEscaped(_ command: String, status: Int32) throws {
        let outcome = try Workplace().run(command)
        let text = outcome.output + outcome.errors
        #expect(text.contains("\\u{202E}"), "\(command): \(text)")
        #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{7}" || $0 == "\u{1B}" }, "\(command)")
        #expect(outcome.status == status, "\(command): \(text)")
    }

    @Test(arguments: [
        "groups", "fields of 'G^h'", "recipients of 'G^h'", "show group 'G^h'", "show recipient a@x.com", "timeline",
        "backups", "log", "compare backup 1 with group 'G^h'", "export group 'G^h' to 'out^.csv'",
        "delete group 'G^h'", "print 'a^'", "rename group 'G^h' to 'H^'", "timeline to 'x^.svg'",
    ])
    func results(statement: String) throws {
        let text = "import 'f^.csv' into new group 'G^h'; \(statement)".replacing("^", with: Self.override)
        try expectEscaped(
            "printf 'email,f\(Self.override)x\\na@x.com,v\(Self.override)\\007y\\n' > 'f\(Self.override).csv'; "
                + "cbs --memory -c \"\(text)\"", status: 0)
    }

    @Test(arguments: [
        ("--memory -c \"show group 'X^'\"", 1), ("--memory -c \"import 'no^.csv' into new group x\"", 1),
        ("--memory -c 'foo^'", 2), ("--memory -c 'show backup 1 --x^'", 2), ("'bad^'", 2), ("run 'no^.cbs'", 2),
        ("check 'no^.cbs'", 2), ("--store '/no^' -c groups", 1),
    ])
    func errors(arguments: String, status: Int) throws {
        try expectEscaped("cbs \(arguments.replacing("^", with: Self.override))", status: Int32(status))
    }
}
