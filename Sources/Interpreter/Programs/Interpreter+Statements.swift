internal import CommandLanguage
internal import Recipients

extension Interpreter {
    /// Runs the top-level statements of a script, and continues after one that fails if the program is to keep going.
    ///
    /// - Returns: How many have run.
    func runTopLevel(_ statements: [Statement]) throws(Diagnostic) -> Int {
        var count = 0
        for (index, statement) in statements.enumerated() {
            if isEnded { return count }
            do throws(Diagnostic) {
                count += try run([statement])
            } catch {
                noteRest(index + 1 < statements.count)
                try goOn(after: error)
                count += 1
            }
        }
        return count
    }

    /// Shows a failure, with the turns of the loops around it, and continues.
    ///
    /// - Throws: The failure, if it ends the program.
    private func goOn(after failure: Diagnostic) throws(Diagnostic) {
        guard mayGoOn(after: failure) else { throw failure }
        failures.append(failure.code)
        sink.tell(.error(failure.inTurns(turns, in: stage.scope.zone)))
    }

    private func mayGoOn(after failure: Diagnostic) -> Bool {
        settings.keepsGoing && !isAwaited && failure.code != .cancelled && sink.failure == nil
    }

    /// Whether the failure of the present statement may be caught. That it is passed over ends no `try`, but an
    /// `expect error`, which would judge only what is left.
    private var isAwaited: Bool { isPassingOver ? expectedErrors > 0 : awaitedFailures > 0 }

    /// Runs statements one after another. One that needs a value which an earlier failure has prevented is passed over.
    ///
    /// - Returns: How many have run.
    @discardableResult
    func run(_ statements: [Statement]) throws(Diagnostic) -> Int {
        var count = 0
        for (index, statement) in statements.enumerated() {
            if isEnded { return count }
            do throws(Diagnostic) {
                try checkCancellation()
                try checkMentions(in: statement)
                try run(statement)
                try checkOutput()
                count += 1
            } catch {
                noteFailure(of: statement)
                noteRest(index + 1 < statements.count)
                guard isPassingOver, mayGoOn(after: error) else { throw told(error, in: statement) }
                isPassingOver = false
            }
        }
        return count
    }

    /// Begins to pass over a statement if one of its own expressions mentions a variable whose value an earlier failure
    /// has prevented, whether or not it would be read. The statements in its blocks decide for themselves.
    private func checkMentions(in statement: Statement) throws(Diagnostic) {
        guard settings.keepsGoing, variables.mayHaveLost else { return }
        var lost: Variable?
        statement.forEachMention { if lost == nil, variables.isLost($0.name.text) { lost = $0 } }
        guard let lost else { return }
        isPassingOver = true
        throw problem(Failure.lostVariable(lost.name.text), at: lost.range)
    }

    /// Notes that variables have no value because a statement has failed that would have set them. If the failure may
    /// be caught, they keep what they have: if it is not, the statement around this one fails as well.
    private func noteFailure(of statement: Statement) {
        if isAwaited { return }
        for name in boundNames(of: statement) where settings.keepsGoing || variables[name] == nil {
            variables.lose(name)
        }
    }

    /// Whether the rest of the script is not to run.
    var isEnded: Bool { hasQuit || scenario?.skipped != nil }

    func checkCancellation() throws(Diagnostic) {
        do {
            try stage.scope.checkCancellation()
        } catch {
            throw Diagnostic(error)
        }
    }

    private func checkOutput() throws(Diagnostic) {
        if let failure = sink.failure { throw Diagnostic(failure) }
    }

    private func run(_ statement: Statement) throws(Diagnostic) {
        if !statement.isChangeOfRecipients { try finishChange() }
        switch statement.kind {
        case .binding(let name, .command(let call)): try run(call, keptAs: name.text)
        case .command(let call): try run(call)
        case .binding(let name, .expression(let expression)):
            if case .query(let query) = expression.kind, let file = query.output {
                variables.assign(.record(try write(query, to: file).record), to: name.text)
                return
            }
            if try step(evaluator.extend(name.text, by: expression)) { return }
            let value = try step(evaluator.value(of: expression))
            variables.assign(value, to: name.text)
        case .parameter(let name, let standard): try declareParameter(name, standard, statement)
        case .conditional(let branches, let otherwise): try runConditional(branches, otherwise)
        case .loop(let name, let over, let body): try runLoop(name, over, body)
        case .include(let file): try include(file)
        case .print(let expressions):
            let values = try step(evaluator.values(of: expressions))
            sink.print(values, at: stage.scope.time)
            sink.flush()
        case .scenario: try passScenario()
        case .expectation(let expression, let reason): try expect(expression, because: reason)
        case .expectedError(let expected, let body): try expect(expected, body, statement)
        case .expectedOutput(let body, let text): try expectOutput(body, text, statement)
        case .attempt(let body, let otherwise): try attempt(body, otherwise)
        case .rehearsal(let body): try rehearse(body)
        case .skip(let reason): try skip(reason)
        case .broken: break
        case .query(let query):
            guard let file = query.output else { return try step(show(query)) }
            let result = try write(query, to: file)
            keepLast(.record(result.record))
            sink.show(result, at: stage.scope.time)
            sink.flush()
        }
    }

    /// Runs what is a single statement for the account, and shows its warnings and notes.
    func step<Result>(_ work: @autoclosure () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        defer {
            for notice in stage.scope.endStatement() { sink.tell(notice) }
        }
        return try work()
    }

    /// Evaluates expressions of the current script.
    var evaluator: Evaluator {
        let (files, folder, home) = (stage.files, frame.folder, settings.homeFolder)
        return Evaluator(
            source: frame.source, variables: variables, statementScope: stage.scope,
            place: { files.file($0, in: folder, home: home) })
    }

    private func runConditional(_ branches: [Branch], _ otherwise: Block?) throws(Diagnostic) {
        for branch in branches {
            if try step(evaluator.holds(branch.condition)) { return try run(branch.body) }
        }
        if let otherwise { try run(otherwise) }
    }

    private func runLoop(_ name: Name, _ over: Expression, _ body: Block) throws(Diagnostic) {
        let elements: AnySequence<Value>
        switch try step(evaluator.value(of: over)) {
        case .rows(let rows): elements = AnySequence(rows.records.lazy.map(Value.record))
        case .list(let list): elements = AnySequence(list)
        case let other:
            throw problem(Failure.operationNeeds(.loop, found: other.kind), at: over.range)
        }
        let rest = elements.makeIterator()
        while let element = rest.next() {
            if isEnded { return }
            let turn = Turn(name: name.text, element: element)
            do throws(Diagnostic) {
                turns.append(turn)
                defer { turns.removeLast() }
                try run(turn, body)
            } catch {
                noteRest(rest.next() != nil)
                try goOn(after: hasNamedTurns ? error : error.inTurns([turn], in: stage.scope.zone))
            }
        }
    }

    private func run(_ turn: Turn, _ body: Block) throws(Diagnostic) {
        try inBlock { () throws(Diagnostic) in
            variables.declare(turn.name, turn.element)
            try run(body.statements)
        }
    }

    func run(_ block: Block) throws(Diagnostic) {
        try inBlock { () throws(Diagnostic) in try run(block.statements) }
    }

    /// Runs a call in a block with its own variables.
    func inBlock(_ call: () throws(Diagnostic) -> Void) throws(Diagnostic) {
        enterBlock()
        defer { leaveBlock() }
        try call()
    }

    private func enterBlock() {
        openBlocks += 1
        variables.enterBlock()
    }

    private func leaveBlock() {
        variables.leaveBlock()
        openBlocks -= 1
    }
}

/// A turn of a loop: the name it declares, and the row or the element that the name stands for.
struct Turn {
    let name: String
    let element: Value

    /// The turn in words: `g = "Kunden"`. The first value of a row identifies it: a name, an address, an id.
    func words(in zone: ZoneRules) -> String {
        let value = if case .record(let record) = element { record.values.first ?? .none } else { element }
        return "\(name) = \(value.shown(in: zone).abbreviated)"
    }
}

extension Diagnostic {
    /// The same failure, with the turns of the loops in which it happened, which are given from the outermost on.
    func inTurns(_ turns: [Turn], in zone: ZoneRules) -> Diagnostic {
        turns.reversed().reduce(self) { $0.inTurn($1, in: zone) }
    }

    private func inTurn(_ turn: Turn, in zone: ZoneRules) -> Diagnostic {
        guard code != .cancelled else { return self }
        let failure = Failure(
            code, text: "\(failure.text), in the turn \(turn.words(in: zone))", help: help, about: failure.subject)
        return Diagnostic(failure, in: source, at: range)
    }
}
