public import Recipients

/// What a checker learns of another script that a statement names.
public enum NamedScript: Sendable {
    /// The script, to be checked together with the one that names it.
    case script(Script)
    /// The file cannot be read.
    case unreadable(Failure)
    /// It takes a run to know, or the check is not to follow it.
    case unknown
}

extension Checker {
    /// Scripts that include one another in a circle end here.
    private static let maximumIncludeDepth = 50

    /// Checks the statements of another script in place.
    mutating func checkInclude(_ file: Argument) {
        checkText(file, .slot(.file))
        guard includeDepth < Self.maximumIncludeDepth, let script = script(named: file, by: .include) else {
            scope.isOpen = true
            return
        }
        let outer = (source, parameters)
        (source, parameters) = (script.source, [])
        if includeDepth == 0 { inclusion = Inclusion(end: file.range.upper, blockDepth: blockDepth) }
        includeDepth += 1
        check(script.statements)
        includeDepth -= 1
        if includeDepth == 0 { inclusion = nil }
        (source, parameters) = outer
    }

    /// Checks the parameters that `run` gives a script against those that it declares.
    mutating func checkRun(_ call: CommandCall) {
        guard let script = script(named: call.required(.file), by: .run) else { return }
        let declared = script.parameters.map(\.text)
        let given = call.assignments.map(\.name)
        for name in given where !declared.contains(name.text) {
            report(.unknownParameter(name.text, declared: declared), at: name.range)
        }
        for case .parameter(let name, nil) in script.statements.map(\.kind)
        where !given.contains(where: { $0.text == name.text }) {
            report(.parameterWithoutValue(name.text), at: call.range)
        }
    }

    /// Finds the script that a statement names; one that cannot be read is reported, unless the block expects that.
    private mutating func script(named file: Argument, by statement: NamingStatement) -> Script? {
        guard file.literalText != nil else { return nil }
        switch find(file, source, statement) {
        case .script(let script): return script
        case .unknown: return nil
        case .unreadable(let failure):
            if !expectsUnreadableFile { diagnostics.append(Diagnostic(failure, in: source, at: file.range)) }
            return nil
        }
    }

    /// Checks where a parameter is declared, and that no other one bears its name.
    mutating func checkDeclaration(of parameter: Name) {
        if blockDepth > 0 { report(.parameterInBlock, at: parameter.range) }
        if !parameters.insert(parameter.text).inserted {
            report(.repeatedParameter(parameter.text), at: parameter.range)
        }
    }
}

/// The statements that name another script.
public enum NamingStatement: Sendable {
    /// Its statements run in place, with the same variables; or on its own, with parameters.
    case include, run
}
