public import ArgumentParser
import CommandLanguage
public import Interpreter
import Recipients
import Rendering

/// The options of every subcommand that opens a store.
struct GlobalOptions: ParsableArguments {
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .customLong("yes"), help: "Answer yes to the shell's questions.")
    var saysYes = false

    func validate() throws {
        if let problem = values.problem { throw ValidationError(problem) }
    }

    /// The options as the program uses them.
    var values: ProgramOptions { ProgramOptions(place, output, saysYes: saysYes) }
}

extension ProgramOptions {
    init(_ place: PlaceOptions, _ output: OutputOptions, saysYes: Bool) {
        self.init(
            store: place.store, simulate: place.simulate, memory: place.memory, isReadOnly: place.isReadOnly,
            wait: place.wait, format: output.format, isQuiet: output.isQuiet, hasNoColour: output.hasNoColour,
            saysYes: saysYes)
    }
}

/// Which store a subcommand opens, and how.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The place of the store: a folder, or an account on a server (postgresql://…?account=NAME).",
            valueName: "place"), completion: .directory)
    var store: String?

    @Flag(help: "Work on an in-memory overlay of the store; nothing is written.")
    var simulate = false

    @Flag(help: "Use a new store in memory.")
    var memory = false

    @Flag(name: .customLong("read-only"), help: "Refuse every change to the store.")
    var isReadOnly = false

    @Option(
        help: ArgumentHelp(
            "How long a change waits while another process changes the store: 10s, 5m.", valueName: "duration"))
    var wait = WaitingTime.standard
}

/// How a subcommand writes results and messages.
struct OutputOptions: ParsableArguments {
    @Option(help: "How results are written: table, records, json or csv.")
    var format: OutputFormat = .table

    @Flag(name: .customLong("quiet"), help: "Leave out confirmations, notes and progress.")
    var isQuiet = false

    @Flag(name: .customLong("no-color"), help: "Use no colours.")
    var hasNoColour = false
}

/// A subcommand that takes the global options.
protocol ConfiguredCommand: ParsableCommand {
    var globals: GlobalOptions { get }
}

extension ConfiguredCommand {
    var options: ProgramOptions { globals.values }
}

extension OutputFormat: ExpressibleByArgument {}

/// How long to wait for the lock: a duration of the language, or 0.
struct WaitingTime: ExpressibleByArgument {
    let duration: Duration
    /// What was given, if it is not a duration. The parser would refuse it without saying what one looks like.
    private(set) var wrongText: String?

    /// Longer than most changes take, and short enough for people to wait.
    static let standard = WaitingTime(.seconds(2))

    init(_ duration: Duration) {
        self.duration = duration
    }

    init(argument: String) {
        if let span = DurationText.value(argument) {
            self.init(.seconds(span.seconds))
        } else {
            self.init(.zero)
            if argument != "0" { wrongText = argument }
        }
    }

    var defaultValueDescription: String { "2s" }
}
