internal import CommandLanguage
internal import Recipients

extension Interpreter {
    /// Runs `try { … } else { … }`. What the first block did before it failed is kept.
    func attempt(_ body: Block, _ otherwise: Block?) throws(Diagnostic) {
        do throws(Diagnostic) {
            awaitedFailures += 1
            defer { awaitedFailures -= 1 }
            try run(body)
        } catch {
            let isCaught = error.code != .cancelled && error.code != .expectation
            guard isCaught, sink.failure == nil, !isPassingOver else { throw error }
            guard let otherwise else { return }
            try inBlock { () throws(Diagnostic) in
                variables.declare(Statement.errorName, .record(error.record))
                try run(otherwise.statements)
            }
        }
    }

    /// Runs statements on an overlay over the account and the files. Nothing remains of that, not even in variables.
    func rehearse(_ body: Block) throws(Diagnostic) {
        try rehearsed { () throws(Diagnostic) in
            let outer = variables
            variables = outer.copy()
            defer {
                outer.keepLast(of: variables)
                variables = outer
            }
            try run(body)
        }
    }

    /// Runs a call in a rehearsal, and then restores the format of results.
    func rehearsed(_ call: () throws(Diagnostic) -> Void) throws(Diagnostic) {
        let outer = stage
        let scope = try step(evaluator.at(nil, outer.scope.rehearsal()))
        let restoreFormat = sink.makeFormatRestorer()
        stage = Stage(scope: scope, files: outer.files.rehearsed, isRehearsal: true, isAskedFor: true)
        defer {
            stage = outer
            restoreFormat()
        }
        try call()
    }

    /// Runs a block and compares its output with a here-document; if outputs are kept, only within `expect error`.
    func expectOutput(_ body: Block, _ heredoc: Argument, _ statement: Statement) throws(Diagnostic) {
        guard let makeTranscript = settings.makeTranscript else { throw problem(.nothingRenders, at: statement.range) }
        let expected = try step(evaluator.text(of: heredoc, .part(.heredoc)))
        let (outer, transcript) = ((sink, stage), makeTranscript())
        // With `--dry-run`, a script has the same results.
        (sink, stage) = (OutputCapture(results: transcript, notices: sink), stage.asInRealRun)
        defer { (sink, stage) = outer }
        try run(body)
        if scenario?.skipped != nil { return }
        let text = transcript.takeText()
        guard !text.isCut else { throw problem(.outputTooLong(limit: Source.maximumBytes), at: heredoc.range) }
        let output = PrintedOutput(
            source: frame.source, heredoc: heredoc.range, expected: expected, printed: text.beginning)
        if expectedErrors == 0, let keep = settings.keepOutput { return keep(output) }
        if let difference = output.difference { throw problem(.otherOutput(difference), at: heredoc.range) }
    }

    /// Passes over a scenario, which is run only by itself. A set-up refuses those in a script whose name is known only
    /// at run time, since they would never run.
    func passScenario() throws(Diagnostic) {
        guard let listedScripts, let inclusion = frame.unnamedInclusion,
            !listedScripts.contains(frame.source.identity ?? "")
        else { return }
        hasUnlistedScenario = true
        throw Diagnostic(
            ScriptProblem.unlistedScenario(file: inclusion.file).failure, in: inclusion.source, at: inclusion.range)
    }

    func skip(_ reason: Argument?) throws(Diagnostic) {
        var text = ""
        if let reason { text = try step(evaluator.text(of: reason, .part(.reason))) }
        scenario?.skipped = text
    }
}

extension Diagnostic {
    /// The value of `$error`.
    fileprivate var record: Record {
        Record([
            "code": .text(code.rawValue), "message": .text(message),
            "line": location.map { .count($0.line) } ?? .none,
        ])
    }
}
