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
        console.show(CommandResult(record, .confirmation(["made a store in \(folder.quoted)"])))
        try console.finish(after: .store)
    }
}

/// `cbs verify`: the statement of that name.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every file of the store.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let program = try Program.open(options, Console(options), Interpreter.Settings(origin: .argument))
        let script = CheckedScript(Source(name: "-c", text: "verify"), folder: "", files: ScriptFolder()).script
        try Shell.end(program.run(script))
    }
}

/// `cbs salvage FROM TO`.
struct SalvageStore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "salvage", abstract: "Write what is whole of a damaged store into a new one.")

    @ArgumentParser.Argument(
        help: ArgumentHelp("The folder of the damaged store, which is only read.", valueName: "from"))
    var source: String

    @ArgumentParser.Argument(help: ArgumentHelp("A folder that is empty or not there.", valueName: "to"))
    var target: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        let result: SalvageResult
        do throws(Failure) {
            result = try Account.salvage(from: source, to: target)
        } catch {
            console.tell(.error(Diagnostic(error)))
            throw ExitCode(ExitStatus(error.code))
        }
        let lost = result.lost.map { [Value.text($0.part), .text($0.problem)] }
        let record = Record([
            "command": .text("salvage"), "store": .text(target), "groups": .count(result.groups),
            "backups": .count(result.backups), "recipients": .count(result.recipients),
            "lost": .rows(Rows(columns: ["part", "problem"], rows: lost)),
        ])
        let saved =
            "saved to \(target.quoted): groups \(result.groups) with \(result.recipients) recipients, backups \(result.backups)"
        let words = [saved] + result.lost.map { "lost: \($0.part): \($0.problem)" }
        console.show(CommandResult(record, .confirmation(words)))
        try console.finish(after: .store)
        if !result.lost.isEmpty { throw ExitCode(.damaged) }
    }
}
