import Recipients

/// The checks that need no store: names of variables and of known fields, and types as far as the text shows them.
public struct Checker {
    var source: Source
    var scope: Scope
    /// The rows that a condition is about; nil outside of one.
    var row: RowFields?
    var problems = ProblemList()
    /// Comparisons that are never true, or always.
    var warnings = ProblemList()
    var declarations: [VariableDeclaration] = []
    /// The parameters declared so far, in the source and in what it includes.
    var parameters = ScriptParameters()
    /// The identities of the sources that include or run one another on the way to the statement being checked.
    var includes: [String]
    /// The scripts that are run and have been checked, by name.
    var runScripts: [String: RunScript] = [:]
    /// What has been included so far.
    var included = InclusionCount()
    var blockDepth = 0
    var isInScenario = false
    /// The scenarios that are checked after all other statements.
    var laterScenarios: [LaterScenario] = []
    /// Whether the expression being checked is what an `expect` states.
    var isInExpectation = false
    /// Where the innermost block of the script itself ends.
    private var blockEnd: Int
    /// The `include` of the script that is being followed; nil in the script itself.
    var inclusion: Inclusion?
    /// Whether the source is run by another script, or included by one that is.
    var isRun = false
    /// The codes of the errors that the blocks around the statement expect.
    var expectedCodes: Set<ErrorCode> = []
    let find: ScriptFinder

    /// Finds the script that an argument with a literal name means, within a source. Its statements become a part of
    /// the script that is checked if it is included, directly or by what is included, but not if it is run or is named
    /// by one that is run.
    public typealias ScriptFinder = (_ file: Argument, _ source: Source, _ isPart: Bool) -> NamedScript

    /// The result of a check.
    struct Findings {
        var problems: ProblemList
        var warnings: ProblemList
        var declarations: [VariableDeclaration]
        var parameters: ScriptParameters
        /// What later statements see of it.
        var changes: KnownVariables.Changes
    }

    struct Inclusion {
        /// From where in the outermost script the names that it declares are visible.
        let end: Int
        let blockDepth: Int
    }

    init(_ source: Source, _ scope: Scope, find: @escaping ScriptFinder) {
        self.source = source
        blockEnd = source.bytes.count
        includes = [source.identity ?? ""]
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
    /// - Returns: The problems, by place, up to the limit of `ProblemList`; those of included scripts where they are
    ///   included.
    public static func check(
        _ script: Script,
        knownVariables: KnownVariables = KnownVariables(),
        find: ScriptFinder = { _, _, _ in .unknown }
    ) -> [Diagnostic] {
        findings(in: script, knownVariables: knownVariables, find: find).problems.shown
    }

    /// Where a running script includes or runs another one.
    public struct CallPlace {
        /// The variables that the other one sees.
        let variables: KnownVariables
        /// The identities of the scripts that include or run one another on the way there.
        let scripts: Set<String>
        /// How many blocks of the script of which the other one becomes a part are open.
        let blockDepth: Int
        let isInScenario: Bool

        /// The place of an `include`.
        ///
        /// - Parameters:
        ///   - variables: The variables that the statement sees.
        ///   - scripts: The identities of the scripts that include or run one another on the way to the statement.
        ///   - blockDepth: How many blocks are open around the statement.
        ///   - isInScenario: Whether one of these is a scenario.
        public static func include(
            _ variables: KnownVariables,
            within scripts: Set<String>,
            blockDepth: Int,
            isInScenario: Bool
        ) -> CallPlace {
            CallPlace(variables: variables, scripts: scripts, blockDepth: blockDepth, isInScenario: isInScenario)
        }

        /// The place of a `run`, whose script has variables and blocks of its own.
        ///
        /// - Parameter scripts: The identities of the scripts that include or run one another on the way there.
        public static func run(within scripts: Set<String>) -> CallPlace {
            CallPlace(variables: KnownVariables(), scripts: scripts, blockDepth: 0, isInScenario: false)
        }
    }

    /// Checks a script that a running one calls, as `check` does.
    ///
    /// - Parameters:
    ///   - script: The script.
    ///   - place: Where it is called.
    ///   - find: Finds the scripts that others name.
    /// - Returns: The problems, and the parameters that the script declares.
    public static func check(
        _ script: Script,
        calledFrom place: CallPlace,
        find: ScriptFinder
    ) -> (problems: [Diagnostic], parameters: ScriptParameters) {
        let found = findings(in: script, calledFrom: place, find: find)
        return (found.problems.shown, found.parameters)
    }

    /// Checks a script as `check` does, and also returns what else is found.
    static func findings(in script: Script, knownVariables: KnownVariables, find: ScriptFinder) -> Findings {
        let place = CallPlace(variables: knownVariables, scripts: [], blockDepth: 0, isInScenario: false)
        return findings(in: script, calledFrom: place, find: find)
    }

    private static func findings(
        in script: Script,
        calledFrom place: CallPlace,
        find: ScriptFinder
    ) -> Findings {
        withoutActuallyEscaping(find) { find in
            var checker = Checker(script.source, Scope(place.variables), find: find)
            checker.includes = place.scripts + checker.includes
            checker.blockDepth = place.blockDepth
            checker.isInScenario = place.isInScenario
            checker.check(script.statements)
            let changes = checker.scope.changes
            checker.checkScenarios()
            return Findings(
                problems: checker.problems, warnings: checker.warnings, declarations: checker.declarations,
                parameters: checker.parameters, changes: changes)
        }
    }

    mutating func report(_ problem: CheckProblem, at range: SourceRange) {
        problems.append(Diagnostic(problem, in: source, at: range), code: problem.code)
    }

    mutating func check(_ statements: [Statement]) {
        for statement in statements { check(statement) }
    }

    private mutating func check(_ statement: Statement) {
        switch statement.kind {
        case .binding(let name, let value): declare(name, check(value), statement.range)
        case .parameter(let name, let standard):
            let shape = standard.map { check($0) } ?? .unknown
            checkDeclaration(of: name, standard, shape)
            // A value from outside may take the place of a missing one.
            declare(name, shape == .missing ? .unknown : shape, statement.range)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                checkCondition(branch.condition)
                check(branch.body)
            }
            if let otherwise { check(otherwise) }
        case .loop(let name, let over, let body):
            let head = SourceRange(statement.range.lower, over.range.upper)
            let element = checkElements(of: over)
            forgetKinds(changedIn: body.statements)
            check(body, declaring: name, element, head)
        case .include(let file): checkInclude(file)
        case .print(let values): for value in values { check(value) }
        case .scenario(let title, let body): checkScenario(title, body, at: statement.range)
        case .expectation(let expression, let reason):
            isInExpectation = true
            checkCondition(expression)
            isInExpectation = false
            if let reason { checkPlain(reason) }
        case .expectedError(let expected, let body):
            check(expected, body)
        case .expectedOutput(let body, _): check(body)
        case .attempt(let body, let otherwise):
            check(body)
            if let otherwise {
                checkInside(otherwise) { $0.scope.declareNew(Statement.errorName, .record(Self.error)) }
            }
        case .rehearsal(let body): check(body)
        case .skip(let reason):
            if !isInScenario { report(.skipOutsideScenario, at: statement.range) }
            if let reason { checkText(reason, .part(.reason)) }
        case .broken(let broken): check(broken, statement.range)
        case .command(let call):
            check(call)
            noteResult(.record(call.command.result))
        case .query(let query):
            let rows = Shape.rows(check(query))
            noteResult(query.output == nil ? rows : .record(RowFields.written))
        }
    }

    /// Notes the last result. Those of an included script do not count: nobody at the prompt has asked for them.
    private mutating func noteResult(_ shape: Shape) {
        if inclusion == nil { scope.noteResult(blockDepth == 0 ? shape : .unknown) }
    }

    /// The shape of `$error` in the second block of `try`.
    private static let error = RowFields(
        .key("$error"),
        [.text("code", of: ErrorCode.allCases.map(\.rawValue)), .text("message"), .number("line")])

    private mutating func check(_ broken: BrokenStatement, _ range: SourceRange) {
        for block in broken.blocks {
            if case .element(let name) = broken.binding {
                check(block, declaring: name, .unknown, range)
            } else {
                check(block)
            }
        }
        switch broken.binding {
        case .name(let name, let verb): declare(name, verb.map { .record(CommandTable[$0].result) } ?? .unknown, range)
        case .anything: scope.isOpen = true
        case .none, .element: break
        }
    }

    private mutating func check(_ value: BoundValue) -> Shape {
        switch value {
        case .command(let call):
            check(call)
            return .record(call.command.result)
        case .expression(let expression):
            let shape = check(expression)
            if case .query(let query) = expression.kind, query.output != nil { return .record(RowFields.written) }
            return shape
        }
    }

    private mutating func check(_ block: Block) {
        checkInside(block) { _ in }
    }

    private mutating func check(_ block: Block, declaring name: Name, _ shape: Shape, _ head: SourceRange) {
        checkInside(block) {
            $0.scope.declareNew(name.text, shape)
            $0.note(name, shape, head)
        }
    }

    /// Checks a block with variables of its own.
    ///
    /// - Parameters:
    ///   - isUndone: Whether nothing after it sees what it assigns to variables of the blocks around it.
    ///   - begin: Declares what is there from the beginning.
    mutating func checkInside(_ block: Block, isUndone: Bool = false, _ begin: (inout Checker) -> Void) {
        let outer = (scope.enter(), blockEnd)
        blockDepth += 1
        blockEnd = block.range.upper
        begin(&self)
        check(block.statements)
        blockEnd = outer.1
        blockDepth -= 1
        if isUndone { scope.goBack(to: outer.0) } else { scope.leave(to: outer.0) }
    }

    /// Gives a name its value, from here to the end of the block.
    private mutating func declare(_ name: Name, _ shape: Shape, _ statement: SourceRange) {
        scope.declare(name.text, shape)
        note(name, shape, statement)
    }

    private mutating func note(_ name: Name, _ shape: Shape, _ statement: SourceRange) {
        // What a block within an included script declares is not visible outside of it.
        if let inclusion, inclusion.blockDepth != blockDepth { return }
        declarations.append(
            VariableDeclaration(
                name: name, source: source, statement: statement,
                visibility: SourceRange(inclusion?.end ?? statement.upper, blockEnd), shape: shape))
    }

    /// Checks what a loop iterates over, and returns the shape of its elements.
    private mutating func checkElements(of over: Expression) -> Shape {
        let shape = check(over)
        if case .rows(let fields) = shape { return .record(fields) }
        requireElements(shape, .operation(.loop), at: over.range)
        return .unknown
    }

    private mutating func check(_ expected: ExpectedError, _ body: Block) {
        if let matching = expected.matching { checkText(matching, .part(.pattern)) }
        let outer = expectedCodes
        expectedCodes.formUnion(expected.code.map { [$0] } ?? ErrorCode.allCases)
        check(body)
        expectedCodes = outer
    }
}
