public import Interpreter

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

extension ScenarioTally {
    /// What every report ends with.
    var text: String { "\(passed) passed, \(failed) failed" }
}

extension String {
    /// The lines, without their ends; what follows a last line end is no line.
    var lines: [Substring] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The lines, each with blanks before it and a line end; empty ones stay empty.
    func indented(by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return lines.map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
    }
}
