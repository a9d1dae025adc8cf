internal import CommandLanguage
internal import Recipients

extension Interpreter {
    /// Runs a command.
    ///
    /// - Parameter name: The variable that keeps the result, which is not shown then.
    func run(_ call: CommandCall, keptAs name: String? = nil) throws(Diagnostic) {
        switch call.verb {
        case .quit, .exit:
            hasQuit = true
            return
        case .run:
            let result = try runScript(call)
            if let name { variables.assign(.record(result), to: name) }
            return
        default: break
        }
        let result = try step(CommandRunner(call: call, evaluator: evaluator, context: commandContext).run())
        if let name {
            variables.assign(.record(result.record), to: name)
        } else {
            sink.show(result)
            sink.flush()
            try checkShown(call)
            // A long answer may have been cut short.
            if result.isAnswer { try checkCancellation() }
        }
        for warning in result.warnings { sink.tell(.warning(warning)) }
        for note in result.notes { sink.tell(.note(note)) }
        if let failure = result.failure { throw Diagnostic(failure, in: frame.source, at: call.range) }
    }

    /// Fails where a result could not be shown, and says what the command has done all the same.
    private func checkShown(_ call: CommandCall) throws(Diagnostic) {
        guard let reason = sink.failure else { return }
        let writesFile = call[.file] != nil
        guard !settings.isRehearsal, writesFile || !call.command.asks else { return }
        hasUnshownResult = true
        throw Diagnostic((writesFile ? UnshownResult.file : .change).failure(reason))
    }

    var commandContext: CommandContext {
        let readsStandardInput = settings.origin == .file || settings.origin == .argument
        return CommandContext(
            wording: Wording(isRehearsal: settings.isRehearsal),
            folder: frame.folder,
            homeFolder: settings.homeFolder,
            isAtPrompt: settings.origin == .interactive && frame.depth == 0,
            readStandardInput: readsStandardInput ? settings.readStandardInput : nil,
            history: settings.history,
            forgetAddress: settings.forgetAddress,
            drawTimeline: settings.drawTimeline,
            // Scripts are explicit; what is typed may be a slip.
            confirm: frame.depth == 0 ? settings.confirm : nil,
            confirmIfTold: settings.confirmIfTold
        )
    }
}
