internal import CommandLanguage
public import Interpreter

/// The report for people: a line for each scenario, and below it why it failed and what it printed.
///
///     ok     backups.cbs:3  Every import keeps a backup first
///     FAILED backups.cbs:9  A group of three has three recipients
///       error[expectation]: expected (group A).recipients = 3, but the left side is 2 and the right side is 3
///         backups.cbs:11:12
///         …
///     1 passed, 1 failed
public struct PlainReport: ScenarioReport {
    private let style: Style
    private let isQuiet: Bool

    /// - Parameters:
    ///   - style: The colours of the verdicts.
    ///   - isQuiet: Whether scenarios that pass are left out.
    public init(_ style: Style = .plain, isQuiet: Bool = false) {
        self.style = style
        self.isQuiet = isQuiet
    }

    public func beginning(count: Int) -> String { "" }

    public func text(of outcome: ScenarioOutcome, number: Int) -> String {
        let scenario = outcome.scenario
        let place = "\(scenario.file.visible()):\(scenario.line)"
        let title = scenario.title.visible()
        if case .skipped(let reason) = outcome.ending {
            let words = reason.isEmpty ? "" : ": \(reason.visible())"
            return isQuiet ? "" : "\(style.paint("skipped", as: .dim)) \(place)  \(title)\(words)\n"
        }
        guard let failing = outcome.failing else {
            return isQuiet ? "" : "\(style.paint("ok", as: .good))     \(place)  \(title)\n"
        }
        var text = "\(style.paint("FAILED", as: .bad)) \(place)  \(title)\n"
        if failing.isInSetUp { text += "  its set-up failed:\n" }
        text += failing.diagnostic.text.indented(by: 2)
        if !failing.printed.isEmpty { text += "  it printed:\n" + failing.printed.indented(by: 4) }
        return text
    }

    public func text(of file: UncheckedFile, number: Int) -> String {
        "\(style.paint("FAILED", as: .bad)) \(file.file.visible())\n" + file.text.indented(by: 2)
    }

    /// The last line of the report.
    public func ending(_ tally: ScenarioTally) -> String { tally.text + "\n" }
}
