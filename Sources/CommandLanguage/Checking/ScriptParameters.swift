public import Recipients

/// The parameters that a script declares, itself and in the scripts that it includes.
public struct ScriptParameters: Sendable {
    /// A parameter, as it is declared.
    public struct Parameter: Sendable {
        /// Its name.
        public let name: Name
        /// The script that contains the declaration.
        public let source: Source
        let standard: Expression?
        /// What is known of the default; unknown if there is none.
        let shape: Shape
    }

    /// A value that is given for a parameter.
    public struct Given: Sendable {
        let name: String
        /// The value, with instants in UTC; nil if it takes a run to know.
        let value: Value?
        /// Its kind, as far as it is known.
        let kind: ValueKind?

        /// A value that is known.
        public init(_ name: String, _ value: Value) {
            self.init(name, value, value.kind)
        }

        init(_ name: String, _ value: Value?, _ kind: ValueKind?) {
            (self.name, self.value, self.kind) = (name, value, kind)
        }
    }

    /// What is wrong with the values that a script is given.
    public struct Problem {
        let problem: CheckProblem
        /// The declaration that it is about; nil for a name that the script does not declare.
        public let parameter: Parameter?
        /// Which of the given values it is about; nil if one is missing.
        public let given: Int?
        /// Whether the value is wrong, rather than that there is one of this name.
        public let isAboutValue: Bool

        /// The problem in words.
        public var failure: Failure { problem.failure }
    }

    /// All of them, in the order of their declarations.
    private(set) var declared: [Parameter] = []

    /// Adds a declaration.
    ///
    /// - Returns: Whether the name is new. A script that is included twice declares its parameters once.
    mutating func add(_ parameter: Parameter) -> Bool {
        guard let other = declared.first(where: { $0.name.text == parameter.name.text }) else {
            declared.append(parameter)
            return true
        }
        return other.source.identity == parameter.source.identity && other.name.range == parameter.name.range
    }

    /// What is wrong with values, as far as that shows before a run.
    ///
    /// - Parameters:
    ///   - given: The values, in the order in which they are given; only a list takes several of a name. Nil where
    ///     none can be given.
    ///   - isComplete: Whether names that are not declared are wrong; they are not if it takes a run to know which
    ///     scripts are included.
    public func problems(with given: [Given]?, isComplete: Bool = true) -> [Problem] {
        let canBeGiven = given != nil
        let given = given ?? []
        let places = Dictionary(grouping: given.indices) { given[$0].name }
        var problems: [Problem] = []
        if isComplete {
            let names = declared.map(\.name.text)
            let known = Set(names)
            problems += given.indices.filter { !known.contains(given[$0].name) }.map { place in
                let problem = CheckProblem.unknownParameter(given[place].name, declared: names)
                return Problem(problem: problem, parameter: nil, given: place, isAboutValue: false)
            }
        }
        for parameter in declared {
            guard let places = places[parameter.name.text] else {
                guard parameter.standard == nil else { continue }
                let problem = CheckProblem.parameterWithoutValue(parameter.name.text, canBeGiven: canBeGiven)
                problems.append(Problem(problem: problem, parameter: parameter, given: nil, isAboutValue: false))
                continue
            }
            if !parameter.takesSeveral {
                let problem = CheckProblem.parameterTwice(parameter.name.text)
                problems += places.dropFirst().map {
                    Problem(problem: problem, parameter: parameter, given: $0, isAboutValue: false)
                }
            }
            for place in places {
                guard let problem = parameter.problem(with: given[place]) else { continue }
                problems.append(Problem(problem: problem, parameter: parameter, given: place, isAboutValue: true))
            }
        }
        return problems
    }

    /// Checks the values from the command line.
    ///
    /// - Parameter arguments: The values for each name, in the order in which they were given; nil where none can be.
    /// - Throws: `unknown-variable` for a name that the script does not declare, and for a required one that is
    ///   missing; `invalid-value` for a text that is not of the kind of the default, as far as that is known.
    public func check(_ arguments: [String: [String]]?) throws(Diagnostic) {
        let given = arguments?.sorted { $0.key < $1.key }.flatMap { name, texts in
            texts.map { Given(name, .text($0)) }
        }
        guard let problem = problems(with: given).first else { return }
        guard let parameter = problem.parameter else { throw Diagnostic(problem.failure) }
        throw Diagnostic(problem.failure, in: parameter.source, at: parameter.name.range)
    }

    /// What the value of a parameter must be like.
    public enum Model: Sendable {
        /// One value, of a kind if there is one.
        case one(ValueKind?)
        /// A list, whose elements are of a kind if there is one.
        case list(of: ValueKind?)

        /// What takes the place of a default; without one, or if that is missing, a text is not converted.
        public init(_ standard: Value?) {
            if case .list(let elements) = standard {
                self = .list(of: elements.first?.kind)
            } else {
                self = .one(standard?.kind)
            }
        }
    }

    /// What the value of a parameter must be like, as far as that shows before a run; nil if it takes the value of the
    /// default to know.
    public func model(of name: String) -> Model? {
        declared.first { $0.name.text == name }?.model
    }

    /// The value of a parameter: converted to the kind of its default, otherwise as it is given.
    ///
    /// - Parameters:
    ///   - given: The values that were given for it, which only a list takes several of.
    ///   - name: The parameter's name.
    ///   - model: What it must be like.
    ///   - zone: The account's time zone.
    /// - Throws: `invalid-value` or `type-mismatch` for a value that cannot take the place of the default.
    public static func value(
        _ given: [Value],
        of name: String,
        like model: Model,
        in zone: ZoneRules
    ) throws(Failure) -> Value {
        switch model {
        case .list(of: let kind):
            let values = given.flatMap { value in if case .list(let values) = value { values } else { [value] } }
            var list: [Value] = []
            for value in values { list.append(try self.value(value, of: name, kind, in: zone)) }
            return .list(list)
        case .one(let kind):
            guard let value = given.first, given.count == 1 else { throw CheckProblem.parameterTwice(name).failure }
            return try self.value(value, of: name, kind, in: zone)
        }
    }

    private static func value(
        _ value: Value,
        of name: String,
        _ kind: ValueKind?,
        in zone: ZoneRules
    ) throws(Failure) -> Value {
        guard let kind, value.kind != kind else { return value }
        if case .text(let text) = value {
            if let value = kind.value(of: text, in: zone) { return value }
            throw CheckProblem.parameterText(name, kind, text: text).failure
        }
        if case .list = value { throw CheckProblem.parameterTwice(name).failure }
        throw CheckProblem.parameterKind(name, kind, found: value.kind).failure
    }
}

extension ScriptParameters.Parameter {
    /// What its value must be like; nil if it takes a run to know.
    fileprivate var model: ScriptParameters.Model? {
        if case .list(let elements)? = standard?.kind {
            guard let first = elements.first else { return .list(of: nil) }
            return first.constantValue.map { .list(of: $0.kind) }
        }
        guard let kind = shape.kind, kind != .list else { return nil }
        return .one(kind)
    }

    /// Whether it may be given several values, as far as the text shows it.
    fileprivate var takesSeveral: Bool {
        guard standard != nil else { return false }
        return shape == .list || shape == .unknown
    }

    /// What is wrong with a value, as far as it and the default are known.
    fileprivate func problem(with given: ScriptParameters.Given) -> CheckProblem? {
        guard let wanted = shape.kind, let found = given.kind else { return nil }
        guard wanted == .list else { return problem(with: given.value, found, wanted) }
        // Elements are like the first one of the default.
        guard case .list(let elements)? = standard?.kind, let element = elements.first?.constantValue?.kind else {
            return nil
        }
        guard found == .list else { return problem(with: given.value, found, element) }
        guard case .list(let values)? = given.value else { return nil }
        return values.lazy.compactMap { problem(with: $0, $0.kind, element) }.first
    }

    /// What is wrong with a value in the place of one of the kind that is wanted.
    ///
    /// - Parameters:
    ///   - value: The value; nil if it takes a run to know.
    ///   - found: Its kind; nil for the missing value.
    private func problem(with value: Value?, _ found: ValueKind?, _ wanted: ValueKind) -> CheckProblem? {
        let name = name.text
        if found == wanted || [.list, .record, .rows].contains(wanted) { return nil }
        if case .text(let text)? = value {
            return wanted.value(of: text, in: .utc) == nil ? .parameterText(name, wanted, text: text) : nil
        }
        // A text that is known only at run time may be one that stands for such a value.
        if found == .text { return nil }
        if found == .list { return .parameterTwice(name) }
        return .parameterKind(name, wanted, found: found)
    }
}

extension ValueKind {
    /// The value of this kind that a text stands for; nil if it stands for none.
    fileprivate func value(of text: String, in zone: ZoneRules) -> Value? {
        switch self {
        case .text: .text(text)
        case .number: Numeral.value(text).map(Value.number)
        case .bool: ["true": true, "false": false][text.lowercased()].map(Value.bool)
        case .instant: WrittenInstant(text)?.instant(in: zone).map(Value.instant)
        case .duration: DurationText.value(text).map(Value.duration)
        case .list, .record, .rows: nil
        }
    }
}

extension Argument {
    /// The value of a literal, with instants in UTC; nil for anything known only at run time.
    var constantValue: Value? {
        if let text = literalText { return .text(text) }
        guard case .expression(let expression) = kind else { return nil }
        return expression.constantValue
    }
}

extension Expression {
    /// The value of a literal, with instants in UTC; nil for anything known only at run time.
    fileprivate var constantValue: Value? {
        switch kind {
        case .bool(let value): .bool(value)
        case .number(let value): .number(value)
        case .instant(let value): value.instant(in: .utc).map(Value.instant)
        case .duration(let value): .duration(value)
        case .text(let parts): parts.literalText.map(Value.text)
        case .list(let elements):
            elements.allSatisfy { $0.constantValue != nil } ? .list(elements.compactMap(\.constantValue)) : nil
        default: nil
        }
    }
}
