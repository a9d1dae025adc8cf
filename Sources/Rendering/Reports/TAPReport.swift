internal import CommandLanguage
public import Interpreter
internal import Recipients

/// The report in the Test Anything Protocol, as readers of its versions 12, 13 and 14 accept it: without the line that
/// names the version (https://testanything.org/tap-version-14-specification.html).
public struct TAPReport: ScenarioReport {
    /// A report to which nothing has been written.
    public init() {}

    public func beginning(count: Int) -> String { "1..\(count)\n" }

    public func text(of outcome: ScenarioOutcome, number: Int) -> String {
        let title = Self.description(outcome.scenario.title)
        if case .skipped(let reason) = outcome.ending {
            return "ok \(number) - \(title) # SKIP\(reason.isEmpty ? "" : " ")\(Self.description(reason))\n"
        }
        guard let failing = outcome.failing else { return "ok \(number) - \(title)\n" }
        return "not ok \(number) - \(title)\n" + Self.block(failing, outcome.scenario)
    }

    public func text(of file: UncheckedFile, number: Int) -> String {
        let title = "not ok \(number) - \(Self.description(file.title))\n"
        guard let first = file.problems.shown.first else { return title }
        // The block has the first problem itself.
        return title + Self.block(first, file: file.file, printed: file.hasMoreProblems ? file.text : "")
    }

    /// The counts, as a comment of the protocol.
    public func ending(_ tally: ScenarioTally) -> String { "# \(tally.text)\n" }

    /// The line that ends a run before its time.
    public static func bailOut(_ reason: String) -> String { "Bail out! \(description(reason))\n" }

    /// A text on one line without directives: an unescaped `#` would begin one.
    private static func description(_ text: String) -> String {
        var result = ""
        for scalar in text.visible().unicodeScalars {
            if scalar == "\\" || scalar == "#" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// The diagnostics of a failure as a block of YAML.
    private static func block(_ failing: ScenarioOutcome.Failing, _ scenario: Scenario) -> String {
        block(
            failing.diagnostic, file: scenario.file, line: scenario.line, isInSetUp: failing.isInSetUp,
            printed: failing.printed)
    }

    private static func block(
        _ diagnostic: Diagnostic,
        file: String,
        line: Int = 1,
        isInSetUp: Bool = false,
        printed: String
    ) -> String {
        var lines = ["---", "message: \(JSONString.literal(diagnostic.message))", "severity: fail"]
        lines.append("code: \(diagnostic.code.rawValue)")
        if isInSetUp { lines.append("during: set-up") }
        lines += ["at:", "  file: \(JSONString.literal(diagnostic.source?.name ?? file))"]
        lines.append("  line: \(diagnostic.location?.line ?? line)")
        if let column = diagnostic.location?.column { lines.append("  column: \(column)") }
        if let statement = diagnostic.sourceLine { lines.append("statement: \(JSONString.literal(statement))") }
        if let help = diagnostic.help { lines.append("help: \(JSONString.literal(help))") }
        if !printed.isEmpty {
            lines.append("printed:")
            lines += printed.lines.map { "  - \(JSONString.literal(String($0)))" }
        }
        return (lines + ["..."]).map { "  \($0)\n" }.joined()
    }
}

extension Diagnostic {
    /// The line that the diagnostic is about, without white space around it.
    fileprivate var sourceLine: String? {
        guard let bytes = source?.bytes, let offset = range?.lower, offset <= bytes.count else { return nil }
        let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        return String(decoding: bytes[start..<end], as: UTF8.self).trimmed
    }
}
