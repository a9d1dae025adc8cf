internal import CommandLanguage
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
    /// What a file adds that cannot be checked.
    func text(of file: UncheckedFile, number: Int) -> String
    /// What is at the end, with the counts.
    func ending(_ tally: ScenarioTally) -> String
}

extension ScenarioReport {
    /// What a line of the report adds.
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

    /// All problems for people.
    var text: String {
        let more = problems.more > 0 ? ["\(problems.wordsForMore)"] : []
        return (problems.shown.map(\.text) + more).joined(separator: "\n") + "\n"
    }
}

extension ScenarioTally {
    /// What every report ends with.
    var text: String { "\(passed) passed, \(failed) failed" + (skipped > 0 ? ", \(skipped) skipped" : "") }
}

extension String {
    /// The lines, without their ends; what follows a last line end is no line.
    var lines: [Substring] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The lines, each with spaces before it and a line end; empty ones stay empty.
    func indented(by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return lines.map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
    }
}
