internal import CommandLanguage
public import Interpreter

/// A report of a run, written as the run proceeds: a beginning, a piece for each scenario, and an ending. Every piece
/// ends its line.
public protocol ScenarioReport {
    /// The beginning.
    func beginning(count: Int) -> String
    /// The piece for an outcome.
    ///
    /// - Parameters:
    ///   - outcome: The outcome of a scenario.
    ///   - number: The number of the scenario in the run, from 1.
    func text(of outcome: ScenarioOutcome, number: Int) -> String
    /// The piece for a file that cannot be checked.
    func text(of file: UncheckedFile, number: Int) -> String
    /// The ending, with the counts.
    func ending(_ tally: ScenarioTally) -> String
}

extension ScenarioReport {
    /// The piece for an entry.
    public func text(of entry: ReportEntry, number: Int) -> String {
        switch entry {
        case .outcome(let outcome): text(of: outcome, number: number)
        case .unchecked(let file): text(of: file, number: number)
        }
    }
}

extension UncheckedFile {
    /// The entry's title.
    var title: String { "\(file) can be checked" }

    /// Whether it has more than one problem.
    var hasMoreProblems: Bool { problems.shown.count + problems.more > 1 }

    /// All problems, formatted for people.
    var text: String {
        let more = problems.more > 0 ? ["\(problems.wordsForMore)"] : []
        return (problems.shown.map(\.text) + more).joined(separator: "\n") + "\n"
    }
}

extension ScenarioTally {
    /// The counts, with which every report ends.
    var text: String { "\(passed) passed, \(failed) failed" + (skipped > 0 ? ", \(skipped) skipped" : "") }
}

extension String {
    /// The lines without their ends; there is no line after a final line end.
    var lines: [Substring] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The lines indented, each with a line end; empty ones stay empty.
    func indented(by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return lines.map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
    }
}
