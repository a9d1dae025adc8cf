import Account
import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients

/// `cbs init DIR`.
struct Initialize: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Make a store.")

    @ArgumentParser.Argument(
        help: ArgumentHelp("A folder that is empty or not there.", valueName: "dir"), completion: .directory)
    var folder: String

    @Flag(name: .customLong("simulated-clock"), help: "The store's clock stands still and moves only when told.")
    var simulatesClock = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        do throws(Failure) {
            try Account.create(folder: folder, simulatesClock: simulatesClock)
        } catch {
            console.tell(.error(Diagnostic(error)))
            throw ExitCode(ExitStatus(error.code))
        }
        let record = Record([
            "command": .text("init"), "store": .text(folder),
            "clock": .text(simulatesClock ? "simulated" : "system"),
        ])
        console.show(CommandResult(record, .confirmation(["made a store in \"\(folder)\""])))
        console.flush()
        if let failure = console.failure { try console.end(with: Diagnostic(failure)) }
    }
}
