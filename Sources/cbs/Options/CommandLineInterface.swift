import Account
import ArgumentParser
import CommandLanguage
import Recipients
import Rendering
import SystemCalls

/// Runs the program, from its arguments to its exit status.
enum CommandLineInterface {
    /// - Parameter arguments: The program's name, then its arguments.
    static func run(_ arguments: [String]) -> Int32 {
        // On Linux, the runtime reads the arguments from /proc. Without them, the program would work on the default
        // store.
        guard !arguments.isEmpty else {
            _ = write("error: the program's arguments cannot be read\nhelp: mount /proc\n".utf8, to: STDERR_FILENO)
            return ExitStatus.usage.rawValue
        }
        let arguments = ArgumentOrder.splittingJobs(
            ArgumentOrder.splittingEmptyValues(Array(arguments.dropFirst())))
        do {
            if let run = PlainArguments.run(arguments) {
                try run.run()
                return ExitStatus.success.rawValue
            }
            try ArgumentOrder.refuseRepeated(arguments)
            let subcommands = Shell.subcommandNames
            try ArgumentOrder.refuseStatements(arguments, before: subcommands)
            try refuseUnknownHelp(arguments)
            var command = try Shell.parseAsRoot(
                ArgumentOrder.normalized(arguments, subcommands: subcommands))
            try command.run()
            return ExitStatus.success.rawValue
        } catch {
            return end(with: error, arguments)
        }
    }

    /// Refuses `cbs help` with a word that is not a subcommand, for which the parser would print the general help.
    private static func refuseUnknownHelp(_ arguments: [String]) throws {
        guard ArgumentOrder.asksForHelp(arguments) else { return }
        let words = ArgumentOrder.words(in: arguments).dropFirst()
        guard let first = words.first, first != "help", !Shell.subcommandNames.contains(first) else { return }
        let topic = words.joined(separator: " ")
        let isOfLanguage = LanguageTopic.helpTopics.contains(topic.lowercased())
        throw UsageProblem(
            message: "there is no subcommand \(first.quoted)",
            help: isOfLanguage
                ? "for a statement's page, write: cbs -c 'help \(topic)'"
                : Shell.subcommandNames.nearest(to: first).map { "cbs help \($0)".asSuggestion }
                    ?? "\"cbs --help\" lists them")
    }

    /// The status for an error. Prints help to standard output, mistakes to standard error.
    private static func end(with error: any Error, _ arguments: [String]) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        if Shell.exitCode(for: error) == .success {
            return printPage(Shell.fullMessage(for: error) + "\n").rawValue
        }
        let known = error as? UsageProblem ?? (error is ValidationError ? nil : ArgumentMistake.explained(arguments))
        let help = known?.help ?? StatementArguments(arguments).help ?? "\"\(usagePage(arguments))\" shows the usage"
        let mistake = Diagnostic(Failure(.usage, known?.message ?? Shell.message(for: error), help: help))
        _ = write(((ArgumentOrder.asksForJSON(arguments) ? mistake.json : mistake.text) + "\n").utf8, to: STDERR_FILENO)
        return ExitStatus.usage.rawValue
    }

    /// The command that shows how the subcommand in the arguments is used, or the program without one.
    private static func usagePage(_ arguments: [String]) -> String {
        let first = ArgumentOrder.normalized(arguments, subcommands: Shell.subcommandNames).first
        return first.flatMap { Shell.subcommandNames.contains($0) ? "cbs help \($0)" : nil } ?? "cbs --help"
    }

    /// Writes a page to standard output. If that fails, says why, unless the reader has gone.
    static func printPage(_ text: String) -> ExitStatus {
        let sink = DescriptorSink(descriptor: STDOUT_FILENO, capacity: 0)
        sink.write(text)
        if sink.hasLostReader { return .lostReader }
        guard let failure = sink.failure else { return .success }
        _ = write((Diagnostic(failure).text + "\n").utf8, to: STDERR_FILENO)
        return .failure
    }

    /// Writes all of the bytes; false if that fails.
    static func write(_ bytes: some Sequence<UInt8>, to descriptor: Int32) -> Bool {
        do throws(SystemError) {
            try SystemCalls.writeAll(Array(bytes), to: descriptor)
            return true
        } catch {
            return false
        }
    }
}

/// Wrong usage for which there is better help than the usage.
struct UsageProblem: Error {
    let message: String
    /// What to type instead; nil for the usual help.
    let help: String?
}

extension Shell {
    /// The names of the subcommands.
    static var subcommandNames: [String] { configuration.subcommands.compactMap { $0.configuration.commandName } }
}

extension ExitCode {
    /// Ends the program with a status.
    init(_ status: ExitStatus) {
        self.init(status.rawValue)
    }
}

extension ExitStatus {
    /// Ends the program with this status, unless it is success.
    func end() throws {
        if self != .success { throw ExitCode(self) }
    }
}
