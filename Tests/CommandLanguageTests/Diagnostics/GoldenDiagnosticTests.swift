import Foundation
import Recipients
import TestSupport
import Testing

@testable import CommandLanguage

/// Whole files with many problems, and every message about them. `CBS_RECORD=1` writes the messages again.
@Suite struct GoldenDiagnosticTests {
    private static let folder = Repository.file("Tests/CommandLanguageTests/Golden")
    /// The one script that the files may name.
    private static let there = "param name\nprint $unknown\n"

    @Test(arguments: ["names", "structure", "types"])
    func everyProblemIsTold(_ name: String) throws {
        let script = try String(contentsOf: Self.folder.appending(path: "\(name).cbs"), encoding: .utf8)
        let result = Parser.parse(Source(name: "\(name).cbs", text: script))
        let found = Checker.check(result.script) { file, _, _ in
            guard file.literalText == "there.cbs" else {
                return .unreadable(Failure(.unreadableFile, "cannot read \"\(file.literalText ?? "")\""))
            }
            return .script(Parser.parse(Source(name: "there.cbs", text: Self.there)).script)
        }
        let text = (result.diagnostics + found).map { $0.text + "\n" }.joined(separator: "\n")
        let golden = Self.folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["CBS_RECORD"] != nil {
            try text.write(to: golden, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name).txt")
        }
        #expect(try text == String(contentsOf: golden, encoding: .utf8))
    }
}
