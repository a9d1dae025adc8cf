public import CommandLanguage

/// The outcome of a scenario.
public struct ScenarioOutcome: Sendable {
    /// Why it failed, and what it had printed up to then.
    public struct Failing: Sendable {
        /// The first failure.
        public let diagnostic: Diagnostic
        /// Whether it was a statement outside of the scenario that failed, so that the scenario itself did not run.
        public let isInSetUp: Bool
        /// What was printed up to then: lines, each with its end.
        public let printed: String

        /// A failure in the body, or in the set-up.
        public init(_ diagnostic: Diagnostic, isInSetUp: Bool = false, printed: String = "") {
            self.diagnostic = diagnostic
            self.isInSetUp = isInSetUp
            self.printed = printed
        }
    }

    /// How a scenario ends.
    public enum Ending: Sendable {
        /// Nothing failed.
        case passed
        /// `skip` ended it, with a reason, which may be empty.
        case skipped(String)
        /// Something failed.
        case failed(Failing)
    }

    /// Which scenario it was.
    public let scenario: Scenario
    /// How it ended.
    public let ending: Ending
    /// How long it ran, its set-up included.
    public let duration: Duration
    /// What its set-up printed in place of here-documents, and then what it printed itself; empty where they are
    /// compared at once.
    let outputs: (setUp: [PrintedOutput], body: [PrintedOutput])

    /// A scenario that has run.
    public init(_ scenario: Scenario, _ ending: Ending, duration: Duration) {
        self.init(scenario, ending, duration: duration, outputs: ([], []))
    }

    init(
        _ scenario: Scenario,
        _ ending: Ending,
        duration: Duration,
        outputs: (setUp: [PrintedOutput], body: [PrintedOutput])
    ) {
        self.scenario = scenario
        self.ending = ending
        self.duration = duration
        self.outputs = outputs
    }

    /// Whether nothing has failed.
    public var hasPassed: Bool { failing == nil }

    /// Why it failed; nil if it did not.
    public var failing: Failing? {
        if case .failed(let failing) = ending { failing } else { nil }
    }
}

/// A file that cannot be checked, so that none of its scenarios can run.
public struct UncheckedFile: Sendable {
    /// The file, as it was named on the command line.
    public let file: String
    /// What is wrong with it; at least one problem.
    public let problems: ProblemList

    /// A file and what is wrong with it.
    public init(_ file: String, _ problems: ProblemList) {
        self.file = file
        self.problems = problems
    }
}

/// An entry of a report.
public enum ReportEntry: Sendable {
    /// A scenario that has run.
    case outcome(ScenarioOutcome)
    /// A file whose scenarios cannot run. It counts as one failure.
    case unchecked(UncheckedFile)

    /// The file it belongs to.
    public var file: String {
        switch self {
        case .outcome(let outcome): outcome.scenario.file
        case .unchecked(let file): file.file
        }
    }

    /// Whether nothing has failed.
    public var hasPassed: Bool {
        if case .outcome(let outcome) = self { outcome.hasPassed } else { false }
    }
}

/// The number of scenarios that passed, failed and were skipped.
public struct ScenarioTally: Hashable, Sendable {
    /// How many passed.
    public private(set) var passed = 0
    /// How many failed, including files that could not be checked.
    public private(set) var failed = 0
    /// How many were skipped.
    public private(set) var skipped = 0

    /// Nothing counted yet.
    public init() {}

    /// How many there were in all.
    public var total: Int { passed + failed + skipped }

    /// Counts an entry of a report.
    public mutating func count(_ entry: ReportEntry) {
        guard case .outcome(let outcome) = entry else {
            failed += 1
            return
        }
        switch outcome.ending {
        case .passed: passed += 1
        case .skipped: skipped += 1
        case .failed: failed += 1
        }
    }
}
