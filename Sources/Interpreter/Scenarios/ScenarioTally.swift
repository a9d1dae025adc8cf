/// How many scenarios passed and failed.
public struct ScenarioTally: Hashable, Sendable {
    public private(set) var passed = 0
    public private(set) var failed = 0

    public init(_ outcomes: some Sequence<ScenarioOutcome> = []) {
        for outcome in outcomes { count(outcome) }
    }

    public var total: Int { passed + failed }

    public mutating func count(_ outcome: ScenarioOutcome) {
        if outcome.hasPassed { passed += 1 } else { failed += 1 }
    }

    /// The last line of every report.
    public var text: String { "\(passed) passed, \(failed) failed" }
}
