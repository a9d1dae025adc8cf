internal import CommandLanguage
public import Interpreter

/// The report for programs: one JSON object a line, for each scenario and then with the counts.
///
///     {"scenario":"Two","file":"a.cbs","line":2,"result":"skipped","reason":"not yet","during":null,"errors":[],…}
///     {"passed":1,"failed":1,"skipped":1}
///
/// A file that cannot be checked has an object without a scenario. What failed is in `errors`, each with the members of
/// an error on standard error; `during` says when: at the `check`, in the `set-up` or in the `scenario`.
public struct JSONReport: ScenarioReport {
    private let isQuiet: Bool

    /// - Parameter isQuiet: Whether scenarios that pass or are skipped are left out.
    public init(isQuiet: Bool = false) {
        self.isQuiet = isQuiet
    }

    public func beginning(count: Int) -> String { "" }

    public func text(of outcome: ScenarioOutcome, number: Int) -> String {
        let scenario = outcome.scenario
        var entry = Entry(scenario.title, scenario.file, line: scenario.line)
        switch outcome.ending {
        case .passed: entry.result = "passed"
        case .skipped(let reason):
            entry.result = "skipped"
            entry.reason = reason.isEmpty ? nil : reason
        case .failed(let failing):
            entry.during = failing.isInSetUp ? "set-up" : "scenario"
            entry.errors = [failing.diagnostic]
            entry.printed = failing.printed
        }
        return isQuiet && outcome.hasPassed ? "" : entry.line
    }

    public func text(of file: UncheckedFile, number: Int) -> String {
        var entry = Entry(nil, file.file, line: nil)
        entry.during = "check"
        entry.errors = file.problems.shown
        entry.more = file.problems.more
        return entry.line
    }

    /// The counts.
    public func ending(_ tally: ScenarioTally) -> String {
        "{\"passed\":\(tally.passed),\"failed\":\(tally.failed),\"skipped\":\(tally.skipped)}\n"
    }

    /// The members of an object. Every object has all of them.
    private struct Entry {
        private let title: String?
        private let file: String
        private let number: Int?
        var result = "failed"
        var reason: String?
        var during: String?
        var errors: [Diagnostic] = []
        /// How many errors are not shown.
        var more = 0
        var printed: String?

        init(_ title: String?, _ file: String, line: Int?) {
            self.title = title
            self.file = file
            number = line
        }

        var line: String {
            let members = [
                "\"scenario\":\(text(title))", "\"file\":\(text(file))", "\"line\":\(number.map { "\($0)" } ?? "null")",
                "\"result\":\(text(result))", "\"reason\":\(text(reason))", "\"during\":\(text(during))",
                "\"errors\":[\(errors.map(\.factsJSON).joined(separator: ","))]", "\"more\":\(more)",
                "\"printed\":\(text(printed))",
            ]
            return "{\(members.joined(separator: ","))}\n"
        }

        private func text(_ text: String?) -> String { text.map(JSONString.literal) ?? "null" }
    }
}
