import Recipients

/// The problems of a source: the first ones in full, the rest only counted. A text that is not a script may have a
/// problem in every word, and nobody reads them all.
public struct ProblemList: Sendable {
    /// How many problems are shown: more than fit on a screen.
    public static let limit = 100

    /// The first problems, sorted by place once the source has been read.
    public private(set) var shown: [Diagnostic] = []
    /// How many problems there are of each code, including those that are not shown.
    private var counts: [ErrorCode: Int] = [:]

    /// A list of no problems.
    public init() {}

    /// A list of these problems.
    public init(_ problems: [Diagnostic]) {
        for problem in problems { append(problem, code: problem.code) }
    }

    /// Whether there are none.
    public var isEmpty: Bool { counts.isEmpty }

    /// How many there are besides those that are shown.
    public var more: Int { counts.values.reduce(0, +) - shown.count }

    /// Says how many there are besides those that are shown.
    public var wordsForMore: String { "\(counted(more, "more problem is", "more problems are")) not shown" }

    /// Adds a problem, which is created only if it is to be shown.
    mutating func append(_ problem: @autoclosure () -> Diagnostic, code: ErrorCode) {
        counts[code, default: 0] += 1
        if shown.count < Self.limit { shown.append(problem()) }
    }

    /// Adds the problems of another list after these.
    public mutating func append(_ others: ProblemList) {
        counts.merge(others.counts, uniquingKeysWith: +)
        shown += others.shown.prefix(Self.limit - shown.count)
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
            if isWanted(problem) {
                rest.shown.append(problem)
            } else {
                rest.counts[problem.code] = rest.counts[problem.code].flatMap { $0 > 1 ? $0 - 1 : nil }
            }
        }
        return rest
    }

    /// Drops all problems of a code.
    mutating func removeAll(_ code: ErrorCode) {
        counts[code] = nil
        shown.removeAll { $0.code == code }
    }

    /// Both lists as one, by place.
    func merged(with others: ProblemList) -> ProblemList {
        var all = self
        all.counts.merge(others.counts, uniquingKeysWith: +)
        all.shown = Array(Self.sorted(shown + others.shown).prefix(Self.limit))
        return all
    }

    mutating func sort() { shown = Self.sorted(shown) }

    private static func sorted(_ problems: [Diagnostic]) -> [Diagnostic] {
        problems.sorted { ($0.range?.lower ?? 0) < ($1.range?.lower ?? 0) }
    }
}
