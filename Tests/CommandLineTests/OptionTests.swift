import Foundation
import Testing

/// The program reads some options by itself, from lists that must have all of them.
@Suite struct OptionTests {
    private struct Help: Decodable {
        let command: Command
    }

    private struct Command: Decodable {
        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?
    }

    private struct Argument: Decodable {
        let kind: String
        let names: [Name]?
        let isRepeating: Bool
    }

    private struct Name: Decodable {
        let kind: String
        let name: String

        var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    @Test func noOptionWithAValueMayBeGivenTwice() throws {
        let workplace = try Workplace()
        let help = try workplace.run("cbs --experimental-dump-help").output
        let shell = try JSONDecoder().decode(Help.self, from: Data(help.utf8)).command
        let test = try #require(shell.subcommands?.first { $0.commandName == "test" })
        for (command, words) in [(shell, "cbs"), (test, "cbs test")] {
            let options = (command.arguments ?? []).filter { $0.kind == "option" && !$0.isRepeating }
            #expect(options.count >= 3)
            for name in options.compactMap(\.names?.first?.text) {
                let outcome = try workplace.run("\(words) \(name) 1 \(name) 1 </dev/null")
                #expect(outcome.status == 2)
                #expect(outcome.errors.hasPrefix("error[usage]: \(name) is given twice"), "\(outcome.errors)")
            }
        }
    }

    /// A value that is empty is not the argument that follows.
    @Test(arguments: [
        ("run --store= g.cbs", "--store needs a place: the name of a folder, or the address of a server"),
        ("--store= run g.cbs", "--store needs a place: the name of a folder, or the address of a server"),
        ("run --wait= g.cbs", "--wait needs a duration, such as 10s or 5m, found \"\""),
        ("check --format= g.cbs", "--format takes table, records, json or csv, not \"\""),
        ("test --junit= g.cbs", "--junit needs the name of a file"),
    ])
    func anEmptyValueIsNone(arguments: String, problem: String) throws {
        let outcome = try Workplace().run("echo 'scenario s { }' >g.cbs; cbs \(arguments)")
        #expect(outcome.errors.hasPrefix("error[usage]: \(problem)"), "\(outcome.errors)")
        #expect(outcome.status == 2)
    }

    /// Where the report cannot be printed, that in a file is complete all the same.
    @Test(arguments: [("> /dev/full", 1), ("| true", 0)])
    func aReportInAFileIsWritten(output: String, status: Int32) throws {
        let outcome = try Workplace().run(
            """
            printf 'scenario a { expect 1 = 1 }\\nscenario b { expect 1 = 2 }\\n' >t.cbs
            cbs test --junit j.xml t.cbs \(output); echo $?
            grep -o 'testsuite name="t.cbs" tests="2"' j.xml
            """)
        #expect(outcome.output == "\(status)\ntestsuite name=\"t.cbs\" tests=\"2\"\n", "\(outcome)")
    }
}
