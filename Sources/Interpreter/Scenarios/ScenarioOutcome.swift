public import CommandLanguage

/// How a scenario went.
public struct ScenarioOutcome: Sendable {
    /// Why it failed, and what it had printed until then.
    public struct Failing: Sendable {
        /// What failed first.
        public let diagnostic: Diagnostic
        /// Whether a statement outside of the scenario failed, so that the scenario itself did not run.
        public let isInSetUp: Bool
        /// What was printed until then; lines with their ends.
        public let printed: String

        /// A failure of the body, or of what stands before all scenarios.
        public init(_ diagnostic: Diagnostic, isInSetUp: Bool = false, printed: String = "") {
            self.diagnostic = diagnostic
            self.isInSetUp = isInSetUp
            self.printed = printed
        }
    }

    /// Which scenario it was.
    public let scenario: Scenario
    /// Nil if it passed.
    public let failing: Failing?
    /// How long it ran, its set-up included.
    public let duration: Duration

    /// A scenario that has run; it has passed if nothing is failing.
    public init(_ scenario: Scenario, failing: Failing? = nil, duration: Duration) {
        self.scenario = scenario
        self.failing = failing
        self.duration = duration
    }

    /// Whether nothing has failed.
    public var hasPassed: Bool { failing == nil }
}

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
