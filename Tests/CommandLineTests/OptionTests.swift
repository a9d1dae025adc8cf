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
}
