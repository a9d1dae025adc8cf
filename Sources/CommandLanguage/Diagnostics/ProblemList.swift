import Recipients

/// The problems of a source: the first ones in full, the rest only counted. A text that is not a script may have a
/// problem in every word, and nobody reads them all.
public struct ProblemList: Sendable {
    /// How many problems are shown: more than fit on a screen.
    public static let limit = 100

    /// The first problems, sorted by place once the source has been read.
    public private(set) var shown: [Diagnostic] = []
    /// How many problems there are of each code that there is, including those that are not shown. A list, as codes are
    /// few: for the keys of a dictionary, the start of the program would have to look up how they are hashed.
    private var counts: [(code: ErrorCode, count: Int)] = []

    /// A list of no problems.
    public init() {}

    /// A list of these problems.
    public init(_ problems: [Diagnostic]) {
        for problem in problems { append(problem, code: problem.code) }
    }

    /// Whether there are none.
    public var isEmpty: Bool { counts.isEmpty }

    /// Whether further problems are only counted.
    var isFull: Bool { shown.count >= Self.limit }

    /// How many there are besides those that are shown.
    public var more: Int { counts.reduce(0) { $0 + $1.count } - shown.count }

    /// Says how many there are besides those that are shown.
    public var wordsForMore: String { "\(counted(more, "more problem is", "more problems are")) not shown" }

    /// Adds a problem, which is created only if it is to be shown.
    mutating func append(_ problem: @autoclosure () -> Diagnostic, code: ErrorCode) {
        add(1, code)
        if !isFull { shown.append(problem()) }
    }

    /// Changes the number of problems of a code.
    private mutating func add(_ change: Int, _ code: ErrorCode) {
        guard let index = counts.firstIndex(where: { $0.code == code }) else { return counts.append((code, change)) }
        counts[index].count += change
        if counts[index].count == 0 { counts.remove(at: index) }
    }

    /// Adds the problems of another list after these.
    public mutating func append(_ others: ProblemList) {
        for (code, count) in others.counts { add(count, code) }
        shown += others.shown.prefix(Self.limit - shown.count)
    }

    /// Takes out the first of the problems that are shown.
    mutating func takeFirst(_ count: Int) -> ProblemList {
        let first = ProblemList(Array(shown.prefix(count)))
        for problem in first.shown { add(-1, problem.code) }
        shown.removeFirst(first.shown.count)
        return first
    }

    /// The same list with other words or places for the problems that are shown.
    public func mappingShown(_ transform: (Diagnostic) -> Diagnostic) -> ProblemList {
        var changed = self
        changed.shown = shown.map(transform)
        return changed
    }

    /// The same list without the shown problems that are not wanted.
    public func filteringShown(_ isWanted: (Diagnostic) -> Bool) -> ProblemList {
        var rest = self
        rest.shown = []
        for problem in shown {
            if isWanted(problem) { rest.shown.append(problem) } else { rest.add(-1, problem.code) }
        }
        return rest
    }

    /// Drops all problems of a code.
    mutating func removeAll(_ code: ErrorCode) {
        counts.removeAll { $0.code == code }
        shown.removeAll { $0.code == code }
    }

    /// Both lists as one, by place.
    func merged(with others: ProblemList) -> ProblemList {
        var all = self
        for (code, count) in others.counts { all.add(count, code) }
        all.shown = Array(Self.sorted(shown + others.shown).prefix(Self.limit))
        return all
    }

    mutating func sort() { shown = Self.sorted(shown) }

    private static func sorted(_ problems: [Diagnostic]) -> [Diagnostic] {
        problems.sorted { ($0.range?.lower ?? 0) < ($1.range?.lower ?? 0) }
    }
}
