internal import CommandLanguage
internal import Recipients

extension Interpreter {
    /// The end of a script that a person has asked for, by an interrupt or by declining a question, as it concerns the
    /// whole script: what stays, in which turns of loops, and at which statement. Other failures are as they are.
    func told(_ failure: Diagnostic, in statement: Statement) -> Diagnostic {
        // The blocks and scripts around the statement get the same failure.
        guard failure.code == .cancelled, !hasToldEnd, !statement.isPurge else { return failure }
        hasToldEnd = true
        let turns = turns.map { $0.words(in: stage.scope.zone) }
        let problem = ScriptProblem.ended(isDeclined: wasDeclined, turns: turns, hasChanged: hasChanged)
        return Diagnostic(problem.failure, in: failure.source ?? frame.source, at: failure.range ?? statement.range)
    }

    /// Notes whether an answer of no, which ends the script, keeps something from running.
    func noteRest(_ isThere: @autoclosure () -> Bool) {
        if wasDeclined, !hasRest { hasRest = isThere() }
    }
}

extension Diagnostic {
    /// The same end of a script, saying that the rest was not run.
    var beforeRest: Diagnostic {
        Diagnostic(ScriptProblem.endedBeforeRest(failure).failure, in: source, at: range)
    }
}

extension Statement {
    /// Whether it is a `purge`, which says by itself what an interrupted one has done.
    fileprivate var isPurge: Bool {
        switch kind {
        case .command(let call), .binding(_, .command(let call)): call.verb == .purge
        default: false
        }
    }
}
