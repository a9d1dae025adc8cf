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
        let arguments = ArgumentOrder.splittingJobs(Array(arguments.dropFirst()))
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

/// Reorders the program's arguments: global options may precede a subcommand, but the parser wants them after it.
enum ArgumentOrder {
    static let withValue = ["--store", "--format", "--wait", "-c"]
    /// Those with a value that may be given only once.
    private static let once = ["--store", "--format", "--wait", "--junit", "--filter", "-j"]

    /// Refuses an option with a value that is given twice.
    static func refuseRepeated(_ arguments: [String]) throws {
        var seen: Set<String> = []
        for option in options(in: arguments) where once.contains(option.name) {
            guard seen.insert(option.name).inserted else {
                throw ValidationError("\(option.name) is given twice")
            }
        }
    }

    /// Refuses statements before a subcommand, which would not run.
    static func refuseStatements(_ arguments: [String], before subcommands: [String]) throws {
        let index = firstWord(in: arguments)
        let hasStatements = arguments.prefix(index).contains { $0 == "-c" || $0.hasPrefix("-c=") }
        guard hasStatements, index < arguments.count, subcommands.contains(arguments[index]) else { return }
        throw ValidationError("-c and the subcommand \(arguments[index].quoted) cannot be combined")
    }

    /// Whether messages are wanted as JSON, even if other arguments are wrong.
    static func asksForJSON(_ arguments: [String]) -> Bool {
        options(in: arguments).contains { $0.name == "--format" && $0.value?.lowercased() == "json" }
    }

    /// The options, with the values that follow them or come after a `=`.
    private static func options(in arguments: [String]) -> [(name: String, value: String?)] {
        var found: [(name: String, value: String?)] = []
        var index = 0
        while index < arguments.count, arguments[index] != "--" {
            let argument = arguments[index]
            index += 1
            if withValue.contains(argument) || once.contains(argument) {
                found.append((argument, index < arguments.count ? arguments[index] : nil))
                index += 1
            } else if argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") {
                found.append((String(argument[..<equals]), String(argument[argument.index(after: equals)...])))
            }
        }
        return found
    }

    /// The index of the first argument, from `start` on, that is neither an option nor the value of one; the number of
    /// arguments if there is none.
    private static func firstWord(in arguments: [String], from start: Int = 0) -> Int {
        var index = start
        while index < arguments.count, arguments[index].hasPrefix("-"), arguments[index] != "--" {
            index += withValue.contains(arguments[index]) ? 2 : 1
        }
        return min(index, arguments.count)
    }

    /// The options before the first word, and the rest.
    static func split(_ arguments: [String]) -> (options: [String], rest: [String]) {
        let index = firstWord(in: arguments)
        return (Array(arguments[..<index]), Array(arguments[index...]))
    }

    /// The arguments that are neither options nor values of options.
    static func words(in arguments: [String]) -> [String] {
        var words: [String] = []
        var index = firstWord(in: arguments)
        while index < arguments.count {
            words.append(arguments[index])
            index = firstWord(in: arguments, from: index + 1)
        }
        return words
    }

    /// Whether the subcommand is `help`.
    static func asksForHelp(_ arguments: [String]) -> Bool {
        let (options, rest) = split(arguments)
        return rest.first == "help" && !options.contains("-c")
    }

    /// Moves the options before the subcommand to after it. `help` takes none, and needs none.
    static func normalized(_ arguments: [String], subcommands: [String]) -> [String] {
        let (options, rest) = split(arguments)
        // A statement is not a subcommand, even if it is the same word.
        guard let first = rest.first, !options.contains("-c") else { return arguments }
        if first == "help" { return arguments.allSatisfy(isKnown) ? words(in: arguments) : arguments }
        return subcommands.contains(first) ? [first] + options + rest.dropFirst() : arguments
    }

    /// Whether an argument is not an option, or is one that most subcommands take.
    private static func isKnown(_ argument: String) -> Bool {
        guard argument.hasPrefix("-") else { return true }
        let name = String(argument.prefix { $0 != "=" })
        return withValue.contains(name) || PlainArguments.flagNames.contains(name)
    }

    /// Writes `-j4` as `-j 4`, as the parser wants it. What follows `--`, or an option that takes a value, is not an
    /// option.
    static func splittingJobs(_ arguments: [String]) -> [String] {
        guard split(arguments).rest.first == "test" else { return arguments }
        var result: [String] = []
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { return result + arguments[index...] }
            let previous = index > 0 ? arguments[index - 1] : ""
            let isValue = withValue.contains(previous) || ofTest.contains(previous)
            let isJoined = !isValue && argument.hasPrefix("-j") && Int(argument.dropFirst(2)) != nil
            result += isJoined ? ["-j", String(argument.dropFirst(2))] : [argument]
        }
        return result
    }

    /// The options of `test` that take a value.
    private static let ofTest: Set = ["--filter", "--junit", "-j"]
}

/// Arguments with a statement but without `-c`, with a script but without `run`, or with a misspelt subcommand.
struct StatementArguments {
    private let options: [String]
    private let words: [String]

    init(_ arguments: [String]) {
        (options, words) = ArgumentOrder.split(arguments)
    }

    /// What to type instead; nil if there is no good guess.
    var help: String? {
        guard let first = words.first?.split(separator: " ").first.map(String.init) else { return nil }
        let subcommands = Shell.subcommandNames
        guard !subcommands.contains(first) else { return nil }
        guard Statement.mayBegin(with: first) else {
            if words[0].lowercased().hasSuffix(ScriptFiles.fileExtension) {
                let command = options + ["run"] + words
                return "to run a script, write: cbs \(command.map { shellQuoted($0) }.joined(separator: " "))"
            }
            return subcommands.nearest(to: first).map { "cbs \($0)".asSuggestion }
        }
        // A single argument is the whole statement; where there are several, the shell has removed the quotes.
        let statement = words.count == 1 ? words[0] : words.map(Self.argument).joined(separator: " ")
        return "to run a statement, write: cbs -c '\(statement.replacing("'", with: "'\\''"))'"
    }

    private static func argument(_ text: String) -> String {
        text.contains { $0.isWhitespace } ? ArgumentText.literal(text) : text
    }
}
