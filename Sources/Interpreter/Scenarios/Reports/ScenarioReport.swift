/// A report of a run, written while it goes: a beginning, a piece a scenario, and an end. Every piece ends its line.
public protocol ScenarioReport {
    /// What comes first.
    func beginning(count: Int) -> String
    /// What an outcome adds.
    ///
    /// - Parameter outcome: How one scenario went.
    /// - Parameter number: Which scenario of the run it is, from 1.
    func text(of outcome: ScenarioOutcome, number: Int) -> String
    /// What stands at the end, with the counts.
    func ending(_ tally: ScenarioTally) -> String
}
