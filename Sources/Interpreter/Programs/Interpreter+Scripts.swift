internal import CommandLanguage
internal import Recipients

extension Interpreter {
    /// Runs the statements of a script in place of the statement that names it: with the same variables, within the
    /// same block.
    func include(_ file: Argument) throws(Diagnostic) {
        let (script, path) = try load(file)
        var inner = Frame(source: script.source, folder: ScriptPath.folder(of: path))
        inner.arguments = frame.arguments
        inner.depth = frame.depth + 1
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
        let (script, path) = try load(call.required(.file))
        try throwFirst(Checker.check(script) { self.namedScript($0, $1, $2) })
        var inner = Frame(source: script.source, folder: ScriptPath.folder(of: path))
        inner.depth = frame.depth + 1
        let declared = script.parameters.map(\.text)
        for assignment in call.assignments {
            let name = assignment.name.text
            guard declared.contains(name) else {
                throw problem(.unknownParameter(name, declared: declared), at: assignment.name.range)
            }
            inner.arguments[name, default: []].append(try step(evaluator.value(of: assignment.value)))
        }
        let outer = (frame, variables, scenario)
        (frame, variables, scenario) = (inner, Variables(), nil)
        defer {
            (frame, variables, scenario) = outer
            hasQuit = false
        }
        let count = try runTopLevel(script.statements)
        let statements = counted(count, "statement", "statements")
        return CommandResult(
            Record(command: call.verb, ["file": .text(path), "statements": .count(count)]),
            .confirmation(["ran \(path.quoted): \(statements)"]))
    }

    func declareParameter(_ name: Name, _ standard: Expression?, _ statement: Statement) throws(Diagnostic) {
        var value: Value?
        if let standard {
            value = try step(evaluator.value(of: standard))
        }
        if let given = frame.arguments[name.text] {
            do throws(Failure) {
                value = try ScriptParameters.value(given, of: name.text, like: value, in: stage.scope.zone)
            } catch {
                hasWrongArgument = frame.depth == 0
                throw Diagnostic(error, in: frame.source, at: name.range)
            }
        }
        guard let value else { throw problem(.missingParameter(name.text), at: name.range) }
        variables.assign(value, to: name.text)
    }

    private func load(_ file: Argument) throws(Diagnostic) -> (Script, path: String) {
        let name = try step(evaluator.text(of: file, .slot(.file)))
        guard frame.depth < InclusionCount.maximumDepth else {
            throw problem(.tooDeep(maximum: InclusionCount.maximumDepth), at: file.range)
        }
        guard openBlocks <= Parser.maximumDepth else {
            throw problem(.withinBlocks(maximum: Parser.maximumDepth), at: file.range)
        }
        let path = ScriptPath.resolve(name, in: frame.folder, home: settings.homeFolder)
        let bytes = try evaluator.at(file.range, settings.readFile(path))
        let result = Parser.parse(Source(name: path, bytes: bytes), knownVariables: variables.names)
        try throwFirst(result.diagnostics)
        return (result.script, path)
    }

    /// The script that a literal name stands for, for the checker.
    private func namedScript(_ file: Argument, _ source: Source, _ statement: NamingStatement) -> NamedScript {
        guard let name = file.literalText else { return .unknown }
        let folder = ScriptPath.folder(of: source.name ?? "")
        let path = ScriptPath.resolve(name, in: folder, home: settings.homeFolder)
        do {
            let bytes = try settings.readFile(path)
            return .script(Parser.parse(Source(name: path, bytes: bytes)).script)
        } catch {
            return .unreadable(error)
        }
    }

    func problem(_ problem: ScriptProblem, at range: SourceRange) -> Diagnostic {
        Diagnostic(problem.failure, in: frame.source, at: range)
    }

    private func throwFirst(_ diagnostics: [Diagnostic]) throws(Diagnostic) {
        if let first = diagnostics.first { throw first }
    }
}
