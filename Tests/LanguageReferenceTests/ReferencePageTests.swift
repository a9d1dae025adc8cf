import Foundation
import Recipients
import TestSupport
import Testing

@testable import CommandLanguage
@testable import LanguageReference

@Suite struct ReferencePageTests {
    /// `Scripts/generate-docs` writes the page.
    @Test func pageIsThatOfTheTable() throws {
        let template = try Repository.text("docs/templates/language.md")
        #expect(try ReferencePage.markdown(template: template) == Repository.text("docs/language.md"))
    }

    @Test func everythingIsThere() throws {
        let page = try Repository.text("docs/language.md")
        #expect(!page.contains("<!-- insert"))
        for verb in Verb.allCases { #expect(page.contains("#### `\(verb.rawValue)`\n")) }
        for code in ErrorCode.allCases { #expect(page.contains("`\(code.rawValue)`")) }
        for word in Statement.firstWords { #expect(page.contains("`\(word) ")) }
        for function in Function.allCases { #expect(page.contains("`\(function.rawValue)(")) }
        for status in ExitStatus.allCases {
            #expect(page.contains("| \(status.rawValue) |"))
        }
    }

    @Test func samplesAreSoundAndLaidOut() throws {
        let page = try Repository.text("docs/language.md")
        let samples = page.matches(of: /(?s)```cbs\n(.*?)```/).map { String($0.output.1) }
        #expect(samples.count > Verb.allCases.count)
        for sample in samples {
            let script = Parser.parse(Source(name: nil, text: sample))
            #expect(script.diagnostics.map(\.text) == [])
            #expect(Checker.check(script.script).map(\.text) == [])
            #expect(try Formatter.text(of: Source(name: nil, text: sample)) == Array(sample.utf8))
        }
    }
}
