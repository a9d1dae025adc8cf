import Foundation
import TestSupport
import Testing

@testable import CommandLanguage

/// What the layout never changes, over all samples of the repository and over scripts made at random.
@Suite struct FormatterPropertyTests {
    @Test(arguments: Samples.examples)
    func examplesOfTheRepository(_ file: String) throws {
        let text = try Repository.text(file)
        try Self.check(text, file)
        #expect(try FormatterTests.formatted(text) == text, "cbs fmt lays it out anew")
    }

    @Test(arguments: CommandTable.all.flatMap(\.examples))
    func examplesOfTheTable(_ text: String) throws {
        try Self.check(text, text)
        #expect(try FormatterTests.formatted(text) == text + "\n")
    }

    /// Every text in quotes of this module's tests that is a script.
    @Test func scriptsInTests() throws {
        var count = 0
        for text in try Samples.stringsOfTests() where Parser.parse(Source(name: nil, text: text)).diagnostics.isEmpty {
            try Self.check(text, text)
            count += 1
        }
        #expect(count > 300)
    }

    @Test(arguments: 0..<500)
    func randomScripts(_ seed: Int) throws {
        let text = RandomScript.make(seed)
        #expect(Parser.parse(Source(name: nil, text: text)).diagnostics.map(\.text) == [], "seed \(seed)")
        try Self.check(text, "seed \(seed)")
    }

    @Test(arguments: 0..<2000)
    func soupThatParses(_ seed: Int) throws {
        var generator = SplitMix(seed)
        let text = TokenSoup.make(&generator, pieces: 8)
        guard Parser.parse(Source(name: nil, text: text)).diagnostics.isEmpty else { return }
        try Self.check(text, "seed \(seed)")
    }

    @Test(.timeLimit(.minutes(20)))
    func longScriptsAreLaidOutLikeShortOnes() throws {
        let statement = "if true { print 1, (2, # c\n3); groups # c\n} # d\n\n"
        let one = try FormatterTests.formatted(statement + statement)
        let many = try FormatterTests.formatted(String(repeating: statement, count: 2_000))
        #expect(many.split(separator: "\n").count == 1_000 * one.split(separator: "\n").count)
        for separator in [", ", " + "] {
            let numbers = Array(repeating: "1", count: 10_000)
            let laidOut = try FormatterTests.formatted("print " + numbers.joined(separator: separator))
            #expect(laidOut.split(whereSeparator: { !$0.isNumber }).count == numbers.count)
        }
    }

    static func check(_ text: String, _ name: String) throws {
        let source = Source(name: nil, text: text)
        let problems = LayoutInvariants.problems(of: source)
        #expect(problems == [], "\(name)")
    }
}
