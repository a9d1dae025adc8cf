internal import Account
internal import CommandLanguage
internal import Recipients

/// Runs one command.
struct CommandRunner {
    let call: CommandCall
    let evaluator: Evaluator
    let context: CommandContext

    /// Runs the command. Those that concern the program rather than the account (`run`, `set format`, `quit`) never
    /// come here.
    func run() throws(Diagnostic) -> CommandResult {
        switch call.verb {
        case .createGroup: try createGroup()
        case .renameGroup: try renameGroup()
        case .deleteGroup: try deleteGroup()
        case .importRows: try importRows()
        case .restore: try restore()
        case .undo: try undo()
        case .redo: try redo()
        case .exportGroup: try export()
        case .download: try download()
        case .showGroup: try showGroup()
        case .showBackup: try showBackup()
        case .showRecipient: try showRecipient()
        case .showSettings: try showSettings()
        case .showStore: try showStore()
        case .setBackup: try setBackup()
        case .setRetention: try setRetention()
        case .setTimeZone: try setTimeZone()
        case .setGuard: try setGuard()
        case .addRecipient: try addRecipient()
        case .updateRecipient: try updateRecipient()
        case .removeRecipient: try removeRecipient()
        case .unsubscribe: try unsubscribe()
        case .record: try record()
        case .clock, .clockSet, .clockAdvance, .clockReset: try clock()
        case .verify: try verify()
        case .purge: try purge()
        case .help: try help()
        case .compare: try compare()
        case .eraseRecipient: try erase()
        case .history: history()
        case .timeline: try timeline()
        case .run, .setFormat, .quit, .exit: throw unavailable()
        }
    }

    var wording: Wording { context.wording }

    // MARK: Failures

    /// The account; opening it begins the statement.
    var account: Account {
        get throws(Failure) { try evaluator.statementScope.open() }
    }

    /// Runs calls of the account, and turns their failures into diagnostics at the argument that each is about.
    func placing<Result>(_ calls: @autoclosure () throws(Failure) -> Result) throws(Diagnostic) -> Result {
        do {
            return try calls()
        } catch {
            throw Diagnostic(error, in: evaluator.source, at: place(of: error))
        }
    }

    func unavailable() -> Diagnostic {
        problem(.unavailable(call.verb), at: call.range)
    }

    func problem(_ problem: CommandProblem, at range: SourceRange) -> Diagnostic {
        Diagnostic(problem.failure, in: evaluator.source, at: range)
    }

    // MARK: Results

    /// The result of the command, with these members after `command`.
    func commandResult(
        _ members: KeyValuePairs<String, Value>,
        _ presentation: CommandResult.Presentation = .record,
        warnings: [CommandResult.Warning] = [],
        notes: [String] = [],
        failure: Failure? = nil
    ) -> CommandResult {
        commandResult(
            Record(command: call.verb, members), presentation, warnings: warnings, notes: notes, failure: failure)
    }

    /// The result of the command, given as the whole record, including `command`.
    func commandResult(
        _ record: Record,
        _ presentation: CommandResult.Presentation = .record,
        warnings: [CommandResult.Warning] = [],
        notes: [String] = [],
        failure: Failure? = nil
    ) -> CommandResult {
        // What is written to a file instead is only confirmed.
        CommandResult(
            record, presentation, isAnswer: call.command.asks && call[.file] == nil, warnings: warnings, notes: notes,
            failure: failure)
    }

    // MARK: Options

    /// The value of an option in its canonical form; nil if the statement does not have the option.
    func option(_ name: OptionName) throws(Diagnostic) -> String? {
        guard let use = call.option(name), let argument = use.argument else { return nil }
        let text = try evaluator.text(of: argument, .value(of: name))
        guard let option = call.command.option(name) else { return text }
        return try evaluator.at(argument.range, option.value(from: text))
    }

    /// The text in a slot; nil if the statement omits it.
    func text(_ slot: Slot) throws(Diagnostic) -> String? {
        guard let argument = call[slot] else { return nil }
        return try evaluator.text(of: argument, .slot(slot))
    }

    func group(_ slot: Slot = .group) throws(Diagnostic) -> String {
        try evaluator.groupName(of: call.required(slot))
    }

    func email() throws(Diagnostic) -> String {
        try evaluator.text(of: call.required(.email), .slot(.email))
    }

    /// The interface after `via`; nil if there is none.
    func interface() throws(Diagnostic) -> String? {
        guard let name = try text(.interface) else { return nil }
        guard !name.trimmed.isEmpty else { throw problem(.noInterfaceName, at: call[.interface]?.range ?? call.range) }
        return name
    }
}

/// What a command gets from the program that runs it.
struct CommandContext {
    let wording: Wording
    /// The files that statements read and write.
    let files: StatementFiles
    /// The folder that relative file names are relative to; empty for the working directory.
    let folder: String
    let homeFolder: String?
    /// Whether the statement was typed at the prompt, rather than read from a script or a pipe.
    let isAtPrompt: Bool
    /// Reads all of standard input; nil if the statements themselves come from there.
    let readStandardInput: (() throws(Failure) -> [UInt8])?
    /// The statements typed so far; nil where nobody is typing.
    let history: (() -> [String])?
    /// Removes the statements that contain an address from the history.
    let forgetAddress: (_ email: String) throws(Failure) -> Void
    /// Draws a timeline as a picture, in SVG; nil where that is not available.
    let drawTimeline: ((TimelineInfo) -> String)?
    /// Writes a value as JSON; nil where that is not available.
    let jsonText: ((Value) -> String)?
    /// Asks a person, and returns whether to continue; nil if nobody is to be asked.
    let confirm: ((Question) -> Bool)?
    /// The same for a statement that explicitly requests the question; nil if nobody can be asked.
    let confirmIfTold: ((Question) -> Bool)?

    /// The file with this name.
    func file(_ name: String) -> UserFile { files.file(name, in: folder, home: homeFolder) }
}
