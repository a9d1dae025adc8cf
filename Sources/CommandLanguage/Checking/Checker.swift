import Recipients

/// The checks that need no store: names of variables and known fields, and types as far as the text shows them.
public struct Checker {
    var source: Source
    var scope: Scope
    /// The kind of the rows that a condition is about; nil outside of one.
    var row: RowKind?
    var diagnostics: [Diagnostic] = []
    private let include: (Argument) -> Script?
    private var includeDepth = 0

    /// Scripts that include one another in a circle end here.
    private static let maximumIncludeDepth = 50

    private init(_ source: Source, _ scope: Scope, include: @escaping (Argument) -> Script?) {
        self.source = source
        self.scope = scope
        self.include = include
    }

    /// Checks a script that was parsed without diagnostics. A block sees the names of the blocks around it; a name
    /// given in a block is not known after it.
    ///
    /// - Parameters:
    ///   - knownVariables: Variables of earlier sources.
    ///   - include: The script that an `include` with a literal name means; nil if the caller cannot say, after which
    ///     no variable counts as unknown.
    /// - Returns: Every problem, by place; those of included scripts where they are included.
    public static func check(
        _ script: Script,
        knownVariables: Set<String> = [],
        include: (Argument) -> Script? = { _ in nil }
    ) -> [Diagnostic] {
        withoutActuallyEscaping(include) { include in
            var checker = Checker(script.source, Scope(knownVariables), include: include)
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
            scope.declare(name.text, standard.map { check($0) } ?? .unknown)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                checkCondition(branch.condition)
                check(branch.body)
            }
            if let otherwise { check(otherwise) }
        case .loop(let name, let over, let body):
            let shape = check(over)
            var element = Shape.unknown
            if case .rows(let kind) = shape { element = .record(kind) }
            check(body, declaring: name.text, element)
        case .include(let file): checkInclude(file)
        case .print(let values): for value in values { check(value) }
        case .scenario(let title, let body):
            check(title)
            check(body)
        case .expectation(let expression): checkCondition(expression)
        case .expectedError(let expected, let body):
            if let matching = expected.matching { check(matching) }
            check(body)
        case .command(let call): check(call)
        case .query(let query): check(query)
        }
    }

    private mutating func check(_ name: Name, _ value: BoundValue) {
        switch value {
        case .command(let call):
            check(call)
            scope.declare(name.text, .unknown)
        case .expression(let expression):
            scope.declare(name.text, check(expression))
        }
    }

    private mutating func check(_ block: Block, declaring name: String? = nil, _ shape: Shape = .unknown) {
        let outer = scope.enter()
        if let name { scope.declare(name, shape) }
        check(block.statements)
        scope.leave(to: outer)
    }

    private mutating func checkInclude(_ file: Argument) {
        check(file)
        guard includeDepth < Self.maximumIncludeDepth, let script = include(file) else {
            scope.isOpen = true
            return
        }
        let including = source
        source = script.source
        includeDepth += 1
        check(script.statements)
        includeDepth -= 1
        source = including
    }

    private mutating func check(_ call: CommandCall) {
        for argument in call.arguments { check(argument.argument) }
        for reference in call.references { check(reference.reference) }
        for assignment in call.assignments { check(assignment.value) }
        for option in call.options {
            switch option.value {
            case .flag: break
            case .argument(let argument): check(argument)
            case .mapping(let column, let field):
                check(column)
                if let field { check(field) }
            case .names(let names): for name in names { check(name) }
            }
        }
        if let condition = call.condition { check(condition, ofRows: .recipients) }
    }
}
