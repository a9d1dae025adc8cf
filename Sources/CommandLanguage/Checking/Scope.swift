/// The variables that a statement sees.
///
/// One dictionary serves all blocks: a block notes what it changes and restores that at its end. The variables of
/// earlier sources are left as they are, so that a check takes no longer the more of them there are.
struct Scope {
    private let earlier: [String: Shape]
    private let lost: Set<String>
    /// Those that are declared now or no longer, by name; nil for the latter.
    private var changed: [String: Shape?] = [:]
    private var covered: [(name: String, shape: Shape?, isHidden: Bool)] = []
    /// Whether there may be variables that the checker does not know.
    var isOpen = false
    /// The shape of `$_`, unless a statement declares a variable of that name; nil before there is a result, and where
    /// none is kept.
    private(set) var lastResult: Shape?
    private let keepsResults: Bool

    init(_ known: KnownVariables) {
        earlier = known.shapes
        lost = known.lost
        lastResult = known.lastResult
        keepsResults = known.keepsResults
    }

    /// How they differ from those of earlier sources.
    var changes: KnownVariables.Changes {
        KnownVariables.Changes(shapes: changed, lastResult: lastResult, isOpen: isOpen)
    }

    /// What is known of a variable; nil if it is not declared.
    private(set) subscript(name: String) -> Shape? {
        get { changed[name] ?? earlier[name] }
        set { changed.updateValue(newValue, forKey: name) }
    }

    /// Whether a variable that is not declared would be, if a statement of an earlier source had not failed.
    func isLost(_ name: String) -> Bool { lost.contains(name) }

    var names: [String] {
        let shown = earlier.keys.filter { changed[$0] == nil } + changed.filter { $0.value != nil }.keys
        return shown.sorted()
    }

    /// Gives a variable a value, until another statement does or the block ends. A loop that may get back here with a
    /// value of another kind has been seen to by `forgetKinds`.
    mutating func declare(_ name: String, _ shape: Shape) {
        covered.append((name, self[name], false))
        self[name] = shape
    }

    /// Notes the result of a statement.
    ///
    /// - Parameter shape: Unknown for a statement that may not run, or that may not be the last to run.
    mutating func noteResult(_ shape: Shape) {
        guard keepsResults else { return }
        lastResult = shape
        // A variable of that name ends with the next result; one of a block may be the block's own.
        let name = KnownVariables.nameOfLastResult
        if self[name] != nil { self[name] = shape == .unknown ? .unknown : nil }
    }

    /// Makes a variable of the block that hides one of the same name until the block ends.
    mutating func declareNew(_ name: String, _ shape: Shape) {
        covered.append((name, self[name], true))
        self[name] = shape
    }

    /// Begins a block. Returns the mark that `leave(to:)` takes.
    func enter() -> Int { covered.count }

    /// Ends a block of which nothing remains: a scenario.
    mutating func goBack(to mark: Int) {
        while covered.count > mark, let last = covered.popLast() { self[last.name] = last.shape }
    }

    mutating func leave(to mark: Int) {
        var doubtful: [String: Shape] = [:]
        while covered.count > mark, let last = covered.popLast() {
            // What a block assigns to an outer name cannot be relied upon after it.
            let isKept = last.isHidden || last.shape == self[last.name]
            self[last.name] = last.shape.map { isKept ? $0 : .unknown }
            if !isKept || !doubtful.isEmpty { doubtful[last.name] = isKept ? nil : last.shape }
        }
        // For the block around this one, these are changes of its own.
        for (name, shape) in doubtful { covered.append((name, shape, false)) }
    }
}

/// The variables that earlier sources have set, with what is known of their values.
public struct KnownVariables: Sendable {
    /// The name of the last result, where one is kept.
    public static let nameOfLastResult = "_"

    fileprivate var shapes: [String: Shape]
    /// The names that have no value since the statement failed that would have given them one.
    fileprivate var lost: Set<String> = []
    fileprivate var lastResult: Shape?
    /// Whether `$_` is the last result of a query or a command, as at the prompt.
    public var keepsResults = false

    /// No variables.
    public init() {
        shapes = [:]
    }

    /// Variables of which only the names are known.
    public init(_ names: Set<String>) {
        shapes = Dictionary(uniqueKeysWithValues: names.map { ($0, .unknown) })
    }

    /// Variables that have values.
    ///
    /// - Parameter kinds: The kind of each value; nil for a missing one.
    public init(_ kinds: [String: ValueKind?]) {
        shapes = kinds.mapValues { $0.map(Shape.init) ?? .unknown }
    }

    /// Variables by their declarations; the last declaration of a name counts.
    public init(_ declarations: some Sequence<VariableDeclaration>) {
        shapes = Dictionary(declarations.map { ($0.name.text, $0.shape) }, uniquingKeysWith: { $1 })
    }

    /// The names alone.
    public var names: Set<String> {
        Set(shapes.keys).union(lastResult == nil ? [] : [Self.nameOfLastResult])
    }

    /// Whether there is a variable of this name.
    func contains(_ name: String) -> Bool {
        shapes[name] != nil || name == Self.nameOfLastResult && lastResult != nil
    }

    /// How the statements of a source change them.
    public struct Changes: Sendable {
        /// Nil for a name that is no longer known.
        fileprivate let shapes: [String: Shape?]
        fileprivate let lastResult: Shape?
        /// Whether it takes a run to know which names there are: those of a script that could not be followed.
        public let isOpen: Bool

        init(shapes: [String: Shape?], lastResult: Shape?, isOpen: Bool) {
            (self.shapes, self.lastResult, self.isOpen) = (shapes, lastResult, isOpen)
        }
    }

    /// Takes over what a source changes.
    ///
    /// - Parameters:
    ///   - changes: The changes. If they are open, there may be more names than these.
    ///   - isSet: Whether the run has left a value under a name; nil if there was no run.
    public mutating func apply(_ changes: Changes, isSet: ((String) -> Bool)? = nil) {
        for (name, shape) in changes.shapes {
            shapes[name] = isSet?(name) ?? true ? shape : nil
            if shapes[name] != nil { lost.remove(name) }
        }
        lastResult = changes.lastResult
        guard let isSet else { return }
        let name = Self.nameOfLastResult
        if !isSet(name) {
            (lastResult, shapes[name]) = (nil, nil)
        } else if keepsResults, lastResult == nil, shapes[name] == nil {
            shapes[name] = .unknown
        }
    }

    /// What is known of the variables of these names; of names that the checker has not seen, only the name.
    public func limited(to names: Set<String>) -> KnownVariables {
        var limited = KnownVariables(names)
        limited.keepsResults = keepsResults
        limited.lost = lost.subtracting(names)
        if let lastResult, names.contains(Self.nameOfLastResult) {
            limited.lastResult = lastResult
            limited.shapes[Self.nameOfLastResult] = nil
        }
        limited.shapes.merge(shapes.filter { names.contains($0.key) }) { $1 }
        return limited
    }

    /// Notes that a source has failed whose changes have been applied: the variables may hold their earlier values, and
    /// so may the last result.
    ///
    /// - Parameters:
    ///   - changes: The changes.
    ///   - isLost: Whether a name has no value because the statement that would have given it one failed.
    public mutating func doubt(_ changes: Changes, isLost: (String) -> Bool) {
        for name in changes.shapes.keys {
            if shapes[name] != nil { shapes[name] = .unknown } else if isLost(name) { lost.insert(name) }
        }
        if lastResult != nil { lastResult = .unknown }
    }

    static let helpWithLastResult =
        "at the prompt, \"$_\" is the last result, unless it is too long to be kept; a script keeps one: let r = groups"
}

/// Where a script gives a name a value.
public struct VariableDeclaration: Sendable {
    /// The name that is given, with its place.
    public let name: Name
    /// The source that holds the statement: the script itself, or one that it includes.
    public let source: Source
    /// The statement; for a loop, its head.
    public let statement: SourceRange
    /// The part of the script in which the name has this value, unless it is given another.
    public let visibility: SourceRange
    let shape: Shape

    /// What kind of value it is; nil if it takes a run to know.
    public var kind: ValueKind? { shape.kind }

    /// The members that the value is known to have.
    public var fields: RowFields? {
        switch shape {
        case .record(let fields), .rows(let fields): fields
        default: nil
        }
    }
}

extension Sequence<VariableDeclaration> {
    /// The declaration that a name at an offset of the script refers to.
    public func last(of name: String, at offset: Int) -> VariableDeclaration? {
        reduce(nil) { found, next in
            let isSeen = next.visibility.lower <= offset && offset <= next.visibility.upper
            return next.name.text == name && isSeen ? next : found
        }
    }
}
