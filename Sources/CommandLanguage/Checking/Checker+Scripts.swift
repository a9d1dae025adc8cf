public import Recipients

/// What a checker learns about another script that a statement names.
public enum NamedScript: Sendable {
    /// The script, to be checked together with the one that names it.
    case script(Script)
    /// The file cannot be read.
    case unreadable(Failure)
    /// It takes a run to know, or the check must not follow it.
    case unknown
}

/// What a script has included so far, directly and through what it includes.
public struct InclusionCount {
    /// How deep scripts may include or run one another.
    public static let maximumDepth = 50
    /// How many includes are followed. Each of them is checked again, since it sees other variables: without a limit, a
    /// chain of scripts of which each includes the next one twice would take exponential time.
    static let maximumCount = 1000
    /// How long the included scripts may be together, in bytes; one that is included twice counts twice.
    static let maximumBytes = 64 << 20

    private var count = 0
    private var bytes = 0
    /// Whether a limit has been passed and reported.
    private var isOver = false

    /// Counts an included script.
    ///
    /// - Parameter includes: The identities of the scripts on the way to it.
    /// - Returns: Whether it is to be checked, and what to report if not.
    mutating func add(_ script: Source, within includes: [String]) -> (isFine: Bool, CheckProblem?) {
        if isOver { return (false, nil) }
        if let name = script.name, let identity = script.identity, includes.contains(identity) {
            return (false, .includesItself(name))
        }
        if includes.count > Self.maximumDepth { return (false, .includedTooDeep(limit: Self.maximumDepth)) }
        count += 1
        bytes += script.bytes.count
        isOver = count > Self.maximumCount || bytes > Self.maximumBytes
        if count > Self.maximumCount { return (false, .tooManyIncludes(limit: Self.maximumCount)) }
        return isOver ? (false, .includesTooLong(limit: Self.maximumBytes)) : (true, nil)
    }
}

/// What a script that is run declares.
struct RunScript {
    let parameters: ScriptParameters
    /// Whether all scripts that it includes are known.
    let isComplete: Bool
}

extension CommandCall {
    /// The place of what is wrong with the values that a `run` statement gives.
    public func range(of problem: ScriptParameters.Problem) -> SourceRange {
        guard let index = problem.given, assignments.indices.contains(index) else { return range }
        return problem.isAboutValue ? assignments[index].value.range : assignments[index].name.range
    }
}

extension Checker {
    /// Checks the statements of another script in place.
    mutating func checkInclude(_ file: Argument) {
        checkText(file, .slot(.file))
        guard let script = script(named: file, isPart: !isRun), isFine(script, at: file.range) else {
            scope.isOpen = true
            // It may give any variable a value of another kind. What a script with a known name gives is known
            // elsewhere, but what was none before it may have a value after it.
            let isNamed = file.literalText != nil
            for name in scope.names where !isNamed || scope[name] == .missing { scope.declare(name, .unknown) }
            return
        }
        let outer = source
        source = script.source
        if includes.count == 1 { inclusion = Inclusion(end: file.range.upper, blockDepth: blockDepth) }
        includes.append(script.source.identity ?? "")
        check(script.statements)
        includes.removeLast()
        if includes.count == 1 { inclusion = nil }
        source = outer
    }

    private mutating func isFine(_ script: Script, at range: SourceRange) -> Bool {
        guard blockDepth <= Parser.maximumDepth else {
            report(.includedInBlocks(limit: Parser.maximumDepth), at: range)
            return false
        }
        let (isFine, problem) = included.add(script.source, within: includes)
        if let problem { report(problem, at: range) }
        return isFine
    }

    /// Checks the parameters that `run` gives a script against those that it declares.
    ///
    /// - Parameter shapes: What is known of the values, in the order of the assignments.
    mutating func checkRun(_ call: CommandCall, _ shapes: [Shape]) {
        let file = call.required(.file)
        guard let script = script(named: file, isPart: false), let found = check(runScript: script, at: file.range)
        else { return }
        let given = zip(call.assignments, shapes).map { assignment, shape in
            ScriptParameters.Given(assignment.name.text, assignment.value.constantValue, shape.kind)
        }
        for problem in found.parameters.problems(with: given, isComplete: found.isComplete) {
            report(problem.problem, at: call.range(of: problem))
        }
    }

    /// Checks the statements of a script that is run, with variables of its own; each script once.
    ///
    /// - Returns: What it declares; nil if it has not been followed.
    private mutating func check(runScript script: Script, at range: SourceRange) -> RunScript? {
        let name = script.source.name ?? ""
        let identity = script.source.identity ?? ""
        guard !includes.contains(identity) else {
            report(.includesItself(name), at: range)
            return nil
        }
        if let known = runScripts[name] { return known }
        guard includes.count <= InclusionCount.maximumDepth else { return nil }
        var inner = Checker(script.source, Scope(KnownVariables()), find: find)
        inner.isRun = true
        inner.expectedCodes = expectedCodes
        inner.includes = includes + [identity]
        inner.runScripts = runScripts
        inner.included = included
        inner.check(script.statements)
        inner.checkScenarios()
        problems.append(inner.problems)
        warnings.append(inner.warnings)
        runScripts = inner.runScripts
        included = inner.included
        let found = RunScript(parameters: inner.parameters, isComplete: !inner.scope.isOpen)
        runScripts[name] = found
        return found
    }

    /// Finds the script that a statement names. One that cannot be read is reported, unless the block expects that
    /// error.
    private mutating func script(named file: Argument, isPart: Bool) -> Script? {
        guard file.literalText != nil else { return nil }
        switch find(file, source, isPart) {
        case .script(let script): return script
        case .unknown: return nil
        case .unreadable(let failure):
            if !expectedCodes.contains(.unreadableFile) {
                problems.append(Diagnostic(failure, in: source, at: file.range), code: failure.code)
            }
            return nil
        }
    }

    /// Checks that a parameter is declared at the top level, and only once.
    ///
    /// - Parameters:
    ///   - parameter: The name.
    ///   - standard: The default; nil if there is none.
    ///   - shape: What is known of the default.
    mutating func checkDeclaration(of parameter: Name, _ standard: Expression?, _ shape: Shape) {
        if blockDepth > 0 { report(.parameterInBlock, at: parameter.range) }
        let declaration = ScriptParameters.Parameter(name: parameter, source: source, standard: standard, shape: shape)
        if !parameters.add(declaration) { report(.repeatedParameter(parameter.text), at: parameter.range) }
    }
}
