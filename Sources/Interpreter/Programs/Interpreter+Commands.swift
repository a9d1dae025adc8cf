internal import CommandLanguage
internal import Recipients

extension Interpreter {
    /// Runs a command.
    ///
    /// - Parameter name: The variable that keeps the result, which is then not shown; nil to show it.
    func run(_ call: CommandCall, keptAs name: String? = nil) throws(Diagnostic) {
        guard call.isRehearsed else { return try perform(call, keptAs: name) }
        try rehearsed { () throws(Diagnostic) in try perform(call, keptAs: name) }
    }

    private func perform(_ call: CommandCall, keptAs name: String?) throws(Diagnostic) {
        if call.verb == .quit || call.verb == .exit {
            hasQuit = true
            return
        }
        var result = try showingHeldResult(before: result(of: call))
        result.record = result.record.appending(["rehearsed": .bool(stage.tellsRehearsal)])
        if let name {
            // A failure that is caught leaves the variable as it was.
            if result.failure == nil { variables.assign(.record(result.record), to: name) }
        } else {
            keepLast(.record(result.record))
            sink.show(result, at: stage.scope.time)
            if mayHold(result) { return heldResult = HeldResult(call: call, turns: turns) }
            sink.flush()
            try checkShown(call)
            // If it is long, it may have been cut short.
            if result.isAnswer { try checkCancellation() }
        }
        for warning in result.warnings { sink.tell(.warning(MessageText(warning.message), code: warning.code)) }
        for note in result.notes { sink.tell(.note(MessageText(note))) }
        if let failure = result.failure { throw Diagnostic(failure, in: frame.source, at: call.range) }
    }

    private func result(of call: CommandCall) throws(Diagnostic) -> CommandResult {
        let result: CommandResult
        switch call.verb {
        case .run: return try runScript(call)
        case .setFormat: return setFormat(call)
        default: result = try step(runner(call).run())
        }
        if !stage.isRehearsal, !call.command.asks || call[.file] != nil { hasChanged = true }
        return result
    }

    /// Sets the format of results, beginning with this one.
    private func setFormat(_ call: CommandCall) -> CommandResult {
        let format = OutputFormat.allCases.first { call.has($0.keyword) } ?? sink.format
        sink.format = format
        return CommandResult(
            Record(command: call.verb, ["format": .text(format.rawValue)]),
            .confirmation(["results \(wording.does("are", "be")) shown as \(format.words)"]))
    }

    /// Fails if a result could not be shown, and says what the command has done nevertheless.
    func checkShown(_ call: CommandCall) throws(Diagnostic) {
        guard let reason = sink.failure else { return }
        let writesFile = call[.file] != nil
        guard !stage.isRehearsal, writesFile || !call.command.asks, call.verb != .setFormat else { return }
        hasUnshownResult = true
        throw Diagnostic((writesFile ? UnshownResult.file : .change).failure(reason))
    }

    private func runner(_ call: CommandCall) -> CommandRunner {
        CommandRunner(call: call, evaluator: evaluator, context: commandContext)
    }

    /// Asks, and notes if the answer is no.
    private func noting(_ ask: @escaping (Question) -> Bool) -> (Question) -> Bool {
        { [weak self] question in
            let agrees = ask(question)
            if !agrees { self?.wasDeclined = true }
            return agrees
        }
    }

    var wording: Wording {
        Wording(
            isRehearsal: stage.tellsRehearsal, rehearsesFiles: stage.files.isRehearsal && stage.isTold,
            now: { [scope = stage.scope, isAtPrompt] in isAtPrompt ? scope.time.now : nil })
    }

    var commandContext: CommandContext {
        let readsStandardInput = settings.origin == .file || settings.origin == .argument
        return CommandContext(
            wording: wording,
            files: stage.files,
            folder: frame.folder,
            homeFolder: settings.homeFolder,
            isAtPrompt: isAtPrompt,
            readStandardInput: readsStandardInput ? settings.readStandardInput : nil,
            history: settings.history,
            forgetAddress: stage.isRehearsal ? { (_) throws(Failure) in } : settings.forgetAddress,
            drawTimeline: settings.drawTimeline,
            jsonText: settings.jsonText,
            // Scripts mean what they say; what is typed may be a slip.
            confirm: frame.depth == 0 && !stage.isRehearsal ? settings.confirm.map(noting) : nil,
            confirmIfTold: settings.confirmIfTold.map(noting)
        )
    }
}

extension OutputFormat {
    /// The word for it in `set format`.
    fileprivate var keyword: Keyword {
        switch self {
        case .table: .table
        case .records: .records
        case .json: .json
        case .csv: .csv
        }
    }

    /// The format in a sentence.
    fileprivate var words: String {
        switch self {
        case .table: "tables"
        case .records: "records"
        case .json: "JSON"
        case .csv: "CSV"
        }
    }
}
