import Account
import CommandLanguage
import Interpreter
import Recipients

/// Keeps what a program shows.
final class Recording: ResultSink {
    var format = OutputFormat.table
    var isWatched: Bool { format.isForPeople }
    private(set) var results: [CommandResult] = []
    private(set) var printed: [[Value]] = []
    private(set) var columns: [String] = []
    private(set) var rows: [[Value]] = []
    private(set) var messages: [String] = []
    /// The messages of the errors among them.
    private(set) var errors: [String] = []
    /// The codes of the warnings that come from remarks.
    private(set) var warningCodes: [String] = []
    private(set) var wasAbandoned = false
    /// How many rows are taken before the output fails.
    var capacity = Int.max
    /// How many rows anybody wants to see.
    var wanted = Int.max

    var failure: Failure? { rows.count >= capacity ? Failure(.storage, "full") : nil }

    var wantsMore: Bool { rows.count < wanted }

    func begin(columns: [String], areChosen: Bool, at time: AccountTime) {
        self.columns = columns
        rows = []
    }

    func append(row: [Value]) { rows.append(row) }
    func end() {}
    func abandon() { wasAbandoned = true }
    func show(_ result: CommandResult, at time: AccountTime) { results.append(result) }
    func print(_ values: [Value], at time: AccountTime) { printed.append(values) }
    func flush() {}

    func tell(_ notice: Notice) {
        switch notice {
        case .note(let text): messages.append("note: \(text)")
        case .warning(let text, let code):
            messages.append("warning: \(text)")
            if let code { warningCodes.append(code) }
        case .error(let diagnostic):
            messages.append("error: \(diagnostic.code.rawValue)")
            errors.append(diagnostic.message)
        }
    }
}

/// A program on an account in memory. Its clock is at 2026-01-01T00:00:00Z.
struct Laboratory {
    let recording = Recording()
    let interpreter: Interpreter

    init(files: [String: String] = [:], _ adjust: (inout Interpreter.Settings) -> Void = { _ in }) throws {
        var settings = Interpreter.Settings(origin: .file)
        settings.readFile = { path throws(Failure) in
            guard let text = files[path] else { throw Failure(.unreadableFile, "cannot read \"\(path)\"") }
            return Array(text.utf8)
        }
        settings.drawTimeline = Self.sketch
        settings.jsonText = { $0.shown(in: .utc) }
        adjust(&settings)
        interpreter = Interpreter(
            try Account.open(StoreLocation(.memory)), sink: recording, settings: settings)
    }

    /// The groups with the numbers of their backups, in place of a picture.
    private static func sketch(_ timeline: TimelineInfo) -> String {
        timeline.groups.map { "\($0.name): \($0.backups.map(\.id))" }.joined(separator: "\n")
    }

    /// Runs statements; throws the first problem, a syntax error included.
    func run(_ text: String, arguments: [String: [String]]? = nil) throws {
        let result = Parser.parse(Source(name: "test", text: text), knownVariables: interpreter.variableNames)
        if let problem = result.diagnostics.first { throw problem }
        try interpreter.run(result.script, arguments: arguments)
    }

    /// The value of an expression.
    func value(_ expression: String) throws -> Value {
        try run("print \(expression)")
        return recording.printed.last?.first ?? .none
    }

    /// The problem of statements that fail.
    func problem(_ text: String) throws -> Diagnostic? {
        do {
            try run(text)
            return nil
        } catch let problem as Diagnostic {
            return problem
        }
    }

    /// Three recipients: Anna (active, of age 9), Ben (unsubscribed, of age 10), Cem (active, nothing else known).
    static func withRecipients() throws -> Laboratory {
        let laboratory = try Laboratory()
        try laboratory.run(
            """
            import <<CSV into new group Kunden
            email,firstname,city,age,Kd Nr,activated,deactivated
            ben@example.com,Ben,Bonn,10,2,2025-01-01,2025-06-01
            anna@example.com,Anna,Köln,9,1,2025-02-01,
            cem@example.com,,,,,2025-03-01,
            CSV
            """)
        return laboratory
    }
}

extension CommandResult {
    /// What it says was done; nothing for other results.
    var sentences: [String] {
        switch presentation {
        case .confirmation(let sentences), .imported(let sentences, columns: _): sentences
        default: []
        }
    }
}
