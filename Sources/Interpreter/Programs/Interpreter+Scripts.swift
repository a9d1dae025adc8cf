internal import CommandLanguage
internal import Recipients

extension Interpreter {
    /// Runs the statements of a script in place of the statement that names it: with the same variables, within the
    /// same block.
    func include(_ file: Argument) throws(Diagnostic) {
        let (script, path, name) = try load(file)
        // Those whose names are literals have been checked with the script that names them.
        let parameters = file.literalText == nil ? try checkIncluded(script) : frame.parameters
        var inner = frame(of: script, at: path)
        inner.unnamedInclusion = frame.unnamedInclusion
        if inner.unnamedInclusion == nil, file.literalText == nil {
            inner.unnamedInclusion = UnnamedInclusion(source: frame.source, range: file.range, file: name)
        }
        (inner.arguments, inner.parameters) = (frame.arguments, parameters)
        inner.outerBlocks = frame.outerBlocks
        let outer = frame
        frame = inner
        defer { frame = outer }
        if openBlocks == 0, outer.depth == 0 {
            _ = try runTopLevel(script.statements)
        } else {
            try run(script.statements)
        }
    }

    /// Runs a script with its own variables. A `quit` in it ends only that script.
    func runScript(_ call: CommandCall) throws(Diagnostic) -> CommandResult {
        let (script, path, _) = try load(call.required(.file))
        let parameters = try check(script, calledFrom: .run(within: frame.scripts))
        var inner = frame(of: script, at: path)
        var arguments: [String: [GivenValue]] = [:]
        var given: [ScriptParameters.Given] = []
        for assignment in call.assignments {
            let (name, value) = (assignment.name.text, try step(evaluator.value(of: assignment.value)))
            let place = GivenValue.Place(source: frame.source, range: assignment.value.range)
            arguments[name, default: []].append(GivenValue(value: value, place: place))
            given.append(ScriptParameters.Given(name, value))
        }
        if let wrong = parameters.problems(with: given).first {
            throw problem(wrong.failure, at: call.range(of: wrong))
        }
        (inner.arguments, inner.parameters) = (arguments, parameters)
        inner.outerBlocks = openBlocks
        let outer = (frame, variables, scenario, listedScripts)
        (frame, variables, scenario, listedScripts) = (inner, Variables(), nil, nil)
        defer {
            (frame, variables, scenario, listedScripts) = outer
            hasQuit = false
        }
        let count = try runTopLevel(script.statements)
        let statements = counted(count, "statement", "statements")
        return CommandResult(
            Record(command: call.verb, ["file": .text(path), "statements": .count(count)]),
            .confirmation(["ran \(path.quoted): \(statements)"]))
    }

    /// Checks a script as a whole before it is included.
    ///
    /// - Returns: The parameters that it declares.
    private func checkIncluded(_ script: Script) throws(Diagnostic) -> ScriptParameters {
        let parameters = try check(
            script,
            calledFrom: .include(
                variables.known, within: frame.scripts, blockDepth: openBlocks - frame.outerBlocks,
                isInScenario: scenario != nil))
        let given = frame.arguments?.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { ScriptParameters.Given(name, $0.value) }
        }
        // A value of the wrong kind is found at its declaration.
        let missing = parameters.problems(with: given, isComplete: false).first { $0.given == nil }
        if let missing, let parameter = missing.parameter {
            throw Diagnostic(missing.failure, in: parameter.source, at: parameter.name.range)
        }
        return parameters
    }

    /// Checks a script that a statement includes or runs.
    ///
    /// - Returns: The parameters that it declares.
    private func check(
        _ script: Script,
        calledFrom place: Checker.CallPlace
    ) throws(Diagnostic) -> ScriptParameters {
        let checked = Checker.check(script, calledFrom: place) { file, source, _ in self.namedScript(file, source) }
        if let first = checked.problems.first { throw first }
        return checked.parameters
    }

    /// The frame of a script that the current one includes or runs.
    func frame(of script: Script, at path: String) -> Frame {
        var inner = Frame(source: script.source, folder: ScriptPath.folder(of: path))
        inner.depth = frame.depth + 1
        inner.scripts = frame.scripts.union([script.source.identity ?? path])
        return inner
    }

    func declareParameter(_ name: Name, _ standard: Expression?, _ statement: Statement) throws(Diagnostic) {
        if let given = frame.arguments?[name.text] {
            variables.assign(try value(of: name, given: given, standard), to: name.text)
        } else if let standard {
            variables.assign(try step(evaluator.value(of: standard)), to: name.text)
        } else {
            throw problem(.parameterWithoutValue(name.text, canBeGiven: frame.arguments != nil), at: name.range)
        }
    }

    /// The value of a parameter for which values are given. A default whose kind the check knows is not evaluated: it
    /// may be none in this account, or fail.
    private func value(of name: Name, given: [GivenValue], _ standard: Expression?) throws(Diagnostic) -> Value {
        var model = frame.parameters?.model(of: name.text)
        if let standard, model == nil { model = .init(try step(evaluator.value(of: standard))) }
        do throws(Failure) {
            return try ScriptParameters.value(
                given.map(\.value), of: name.text, like: model ?? .one(nil), in: stage.scope.zone)
        } catch {
            guard let place = given.last?.place else {
                hasWrongArgument = true
                throw Diagnostic(error, in: frame.source, at: name.range)
            }
            throw Diagnostic(error, in: place.source, at: place.range)
        }
    }

    /// The names that a statement which has failed would have given values to. Those of the scripts that it includes
    /// matter only if the program keeps going.
    func boundNames(of statement: Statement) -> Set<String> {
        var known: Set<String> = []
        return statement.boundNames { settings.keepsGoing ? boundNames(ofScript: $0, frame.source, &known) : [] }
    }

    /// The names that an included script gives values to; none if the script was `known` before, or if it takes a run
    /// to know which one it is.
    private func boundNames(
        ofScript file: Argument,
        _ source: Source,
        _ known: inout Set<String>,
        depth: Int = 1
    ) -> Set<String> {
        guard depth <= InclusionCount.maximumDepth, let name = try? step(evaluator.text(of: file, .slot(.file))),
            case .script(let script) = script(named: name, by: source),
            known.insert(script.source.name ?? "").inserted
        else { return [] }
        return script.statements.boundNames { boundNames(ofScript: $0, script.source, &known, depth: depth + 1) }
    }

    private func load(_ file: Argument) throws(Diagnostic) -> (Script, path: String, name: String) {
        let name = try step(evaluator.text(of: file, .slot(.file)))
        let path = ScriptPath.resolve(name, in: frame.folder, home: settings.homeFolder)
        // The checker has followed only the names that are literals.
        guard !frame.scripts.contains(settings.identity(path)) else {
            throw Diagnostic(.includesItself(path), in: frame.source, at: file.range)
        }
        guard frame.depth < InclusionCount.maximumDepth else {
            throw problem(.tooDeep(maximum: InclusionCount.maximumDepth), at: file.range)
        }
        guard openBlocks <= Parser.maximumDepth else {
            throw problem(.withinBlocks(maximum: Parser.maximumDepth), at: file.range)
        }
        let bytes = try evaluator.at(file.range, settings.readFile(path))
        let result = Parser.parse(makeSource(bytes, at: path), knownVariables: variables.names)
        if let first = result.diagnostics.first { throw first }
        return (result.script, path, name)
    }

    /// The script that a literal name stands for, for the checker.
    private func namedScript(_ file: Argument, _ source: Source) -> NamedScript {
        file.literalText.map { script(named: $0, by: source) } ?? .unknown
    }

    private func script(named name: String, by source: Source) -> NamedScript {
        let path = ScriptPath.resolve(
            name, in: ScriptPath.folder(of: source.name ?? ""), home: settings.homeFolder)
        do {
            return .script(Parser.parse(makeSource(try settings.readFile(path), at: path)).script)
        } catch {
            return .unreadable(error)
        }
    }

    private func makeSource(_ bytes: [UInt8], at path: String) -> Source {
        Source(name: path, bytes: bytes, identity: settings.identity(path))
    }

    func problem(_ problem: ScriptProblem, at range: SourceRange) -> Diagnostic {
        self.problem(problem.failure, at: range)
    }

    func problem(_ problem: ExpectationProblem, at range: SourceRange) -> Diagnostic {
        self.problem(problem.failure, at: range)
    }

    func problem(_ failure: Failure, at range: SourceRange) -> Diagnostic {
        Diagnostic(failure, in: frame.source, at: range)
    }
}
