/// How many scenarios passed and failed.
public struct ScenarioTally: Hashable, Sendable {
    /// How many have passed.
    public private(set) var passed = 0
    /// How many have failed.
    public private(set) var failed = 0

    /// The tally of these outcomes.
    public init(_ outcomes: some Sequence<ScenarioOutcome> = []) {
        for outcome in outcomes { count(outcome) }
    }

    /// How many have run.
    public var total: Int { passed + failed }

    /// Adds one that has run.
    public mutating func count(_ outcome: ScenarioOutcome) {
        if outcome.hasPassed { passed += 1 } else { failed += 1 }
    }
}
