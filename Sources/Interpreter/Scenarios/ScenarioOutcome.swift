public import CommandLanguage

/// How a scenario went.
public struct ScenarioOutcome: Sendable {
    public struct Failing: Sendable {
        /// What failed first.
        public let diagnostic: Diagnostic
        /// Whether a statement outside of the scenario failed, so that the scenario itself did not run.
        public let isInSetUp: Bool
        /// What was printed until then; lines with their ends.
        public let printed: String

        public init(_ diagnostic: Diagnostic, isInSetUp: Bool = false, printed: String = "") {
            self.diagnostic = diagnostic
            self.isInSetUp = isInSetUp
            self.printed = printed
        }
    }

    public let scenario: Scenario
    /// Nil if it passed.
    public let failing: Failing?
    public let duration: Duration

    public init(_ scenario: Scenario, failing: Failing? = nil, duration: Duration) {
        self.scenario = scenario
        self.failing = failing
        self.duration = duration
    }

    public var hasPassed: Bool { failing == nil }
}
