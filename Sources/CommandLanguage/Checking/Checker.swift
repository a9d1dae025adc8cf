import Recipients

/// The checks that need no store: names of variables and known fields, and types as far as the text shows them.
public struct Checker {
    var source: Source
    var scope: Scope
    /// The rows that a condition is about; nil outside of one.
    var row: RowFields?
    var diagnostics: [Diagnostic] = []
    /// The names that `param` has declared in the source.
    var parameters: Set<String> = []
    var includeDepth = 0
    var blockDepth = 0
    var isInScenario = false
    /// Whether a block around the statement waits for the error that a file cannot be read.
    var expectsUnreadableFile = false
    let find: ScriptFinder

    /// Finds the script that an argument with a literal name means, within a source.
    public typealias ScriptFinder = (_ file: Argument, _ source: Source, _ statement: NamingStatement) -> NamedScript

    private init(_ source: Source, _ scope: Scope, find: @escaping ScriptFinder) {
        self.source = source
        self.scope = scope
        self.find = find
    }

    /// Checks a script that was parsed without diagnostics. A block sees the names of the blocks around it; a name
    /// given in a block is not known after it.
    ///
    /// - Parameters:
    ///   - script: The script.
    ///   - knownVariables: Variables of earlier sources.
    ///   - find: Finds the scripts that others name. After an `include` of one that is not found, no variable counts
    ///     as unknown.
    /// - Returns: Every problem, by place; those of included scripts where they are included.
    public static func check(
        _ script: Script,
        knownVariables: Set<String> = [],
        find: ScriptFinder = { _, _, _ in .unknown }
    ) -> [Diagnostic] {
        withoutActuallyEscaping(find) { find in
            var checker = Checker(script.source, Scope(knownVariables), find: find)
            checker.check(script.statements)
            return checker.diagnostics
        }
    }

    mutating func report(_ code: ErrorCode, _ message: String, help: String?, at range: SourceRange) {
        diagnostics.append(Diagnostic(Failure(code, message, help: help), in: source, at: range))
    }

    mutating func check(_ statements: [Statement]) {
        for statement in statements { check(statement) }
    }

    private mutating func check(_ statement: Statement) {
        switch statement.kind {
        case .binding(let name, let value): check(name, value)
        case .parameter(let name, let standard):
            checkDeclaration(of: name)
            scope.declare(name.text, standard.map { check($0) } ?? .unknown)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                checkCondition(branch.condition)
                check(branch.body)
            }
            if let otherwise { check(otherwise) }
        case .loop(let name, let over, let body):
            check(body, declaring: name.text, checkElements(of: over))
        case .include(let file): checkInclude(file)
        case .print(let values): for value in values { check(value) }
        case .scenario(let title, let body):
            checkText(title, "a title")
            checkScenario(body, at: statement.range)
        case .expectation(let expression): checkCondition(expression)
        case .expectedError(let expected, let body):
            check(expected, body)
        case .command(let call): check(call)
        case .query(let query): check(query)
        }
    }

    private mutating func check(_ name: Name, _ value: BoundValue) {
        switch value {
        case .command(let call):
            check(call)
            scope.declare(name.text, .record(call.command.result))
        case .expression(let expression):
            scope.declare(name.text, check(expression))
        }
    }

    private mutating func check(_ block: Block, declaring name: String? = nil, _ shape: Shape = .unknown) {
        let outer = scope.enter()
        if let name { scope.declare(name, shape) }
        blockDepth += 1
        check(block.statements)
        blockDepth -= 1
        scope.leave(to: outer)
    }

    /// Checks what a loop goes over, and says what its elements are.
    private mutating func checkElements(of over: Expression) -> Shape {
        let shape = check(over)
        if case .rows(let fields) = shape { return .record(fields) }
        require(shape, [.list], "\"for\" needs rows or a list", at: over.range)
        return .unknown
    }

    private mutating func checkScenario(_ body: Block, at range: SourceRange) {
        if isInScenario {
            report(.syntax, "a scenario cannot stand in a scenario", help: "put it behind the other", at: range)
        } else if blockDepth > 0 {
            report(.syntax, "a scenario cannot stand in a block", help: "put it at the top of the script", at: range)
        }
        let outer = isInScenario
        isInScenario = true
        check(body)
        isInScenario = outer
    }

    private mutating func check(_ expected: ExpectedError, _ body: Block) {
        if let matching = expected.matching { checkText(matching, "a pattern") }
        let outer = expectsUnreadableFile
        if expected.code == nil || expected.code == .unreadableFile { expectsUnreadableFile = true }
        check(body)
        expectsUnreadableFile = outer
    }
}
