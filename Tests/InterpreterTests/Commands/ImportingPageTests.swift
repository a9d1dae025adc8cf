import Recipients
import TestSupport
import Testing

@testable import Interpreter

/// What `docs/importing.md` says is so.
@Suite struct ImportingPageTests {
    private func page() throws -> String {
        try Repository.text("docs/importing.md")
    }

    @Test func theExamplesRun() throws {
        let examples = try page().matches(of: /(?s)```cbs\n(.*?)```/).map { String($0.output.1) }
        #expect(examples.count == 5)
        let laboratory = try Laboratory()
        for example in examples { try laboratory.run(example) }
    }

    /// Every language's headers, side by side in a file, are understood as the table says.
    @Test func theTableOfHeadersHolds() throws {
        let rows = try page().split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let table = rows.filter { $0.count == 7 && $0[0].hasPrefix("`") }
        #expect(table.count == 10)
        for language in 1...6 {
            let assignment = try ColumnAssignment(headers: table.map { $0[language] })
            #expect(assignment.fields.map { "`\($0?.name ?? "")`" } == table.map { $0[0] })
        }
    }
}
