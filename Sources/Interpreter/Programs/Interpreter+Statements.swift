internal import CommandLanguage
internal import Recipients

extension Interpreter {
    func run(_ statements: [Statement]) throws(Diagnostic) {
        for statement in statements {
            if hasQuit { return }
            do {
                try checkCancellation()
                try run(statement)
                try checkOutput()
            } catch {
                guard settings.keepsGoing, expectedErrors == 0, error.code != .cancelled, sink.failure == nil else {
                    throw error
                }
                failures.append(error.code)
                sink.tell(.error(error))
            }
        }
    }

    func checkCancellation() throws(Diagnostic) {
        do {
            try statementScope.checkCancellation()
        } catch {
            throw Diagnostic(error)
        }
    }

    private func checkOutput() throws(Diagnostic) {
        if let failure = sink.failure { throw Diagnostic(failure) }
    }

    private func run(_ statement: Statement) throws(Diagnostic) {
        switch statement.kind {
        case .binding(let name, .command(let call)): try run(call, keptAs: name.text)
        case .command(let call): try run(call)
        case .binding(let name, .expression(let expression)):
            let value = try step(evaluator.value(of: expression))
            variables.assign(value, to: name.text)
        case .parameter(let name, let standard): try declareParameter(name, standard, statement)
        case .conditional(let branches, let otherwise): try runConditional(branches, otherwise)
        case .loop(let name, let over, let body): try runLoop(name, over, body)
        case .include(let file): try include(file)
        case .print(let expressions):
            let values = try step(evaluator.values(of: expressions))
            sink.print(values)
            sink.flush()
        case .scenario: break
        case .expectation(let expression): try expect(expression)
        case .expectedError(let expected, let body): try expect(expected, body, statement)
        case .query(let query): try step(show(query))
        }
    }

    /// Runs what is one statement for the account, and tells what it warns of.
    func step<Result>(_ work: @autoclosure () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        defer {
            for warning in statementScope.endStatement() { sink.tell(.warning(warning)) }
        }
        return try work()
    }

    /// Evaluates what stands in the script that runs.
    var evaluator: Evaluator {
        Evaluator(source: frame.source, variables: variables, statementScope: statementScope)
    }

    private func show(_ query: Query) throws(Diagnostic) {
        let cursor = try evaluator.cursor(of: query.rows)
        var hasBegun = false
        do throws(Diagnostic) {
            try evaluator.forEachRow(of: query, cursor) { (cells) throws(Diagnostic) in
                if !hasBegun { sink.begin(columns: cursor.columns) }
                hasBegun = true
                sink.append(row: cells.row)
                return sink.failure == nil && sink.wantsMore
            }
            // What nobody wants any more must not end as if it were all.
            try checkCancellation()
        } catch {
            if hasBegun { sink.abandon() }
            throw error
        }
        if !hasBegun { sink.begin(columns: cursor.columns) }
        sink.end()
        sink.flush()
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
            throw evaluator.problem(.operatorNeeds("for", [.rows, .list], found: other), at: over.range)
        }
        for element in elements {
            if hasQuit { return }
            enterBlock()
            defer { leaveBlock() }
            variables.declare(name.text, element)
            try run(body.statements)
        }
    }

    func run(_ block: Block) throws(Diagnostic) {
        enterBlock()
        defer { leaveBlock() }
        try run(block.statements)
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
