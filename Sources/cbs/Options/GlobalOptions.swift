public import ArgumentParser
public import Interpreter
import Recipients
import Rendering

/// The options of every subcommand that opens a store.
struct GlobalOptions: ParsableArguments {
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

    @Option(help: "How results are written: table, records, json or csv.")
    var format: OutputFormat = .table

    @Flag(name: .customLong("quiet"), help: "Print no messages and no confirmations.")
    var isQuiet = false

    @Flag(name: .customLong("no-color"), help: "Use no colours.")
    var hasNoColour = false

    @Flag(name: .customLong("yes"), help: "Answer the shell's questions with yes.")
    var saysYes = false

    func validate() throws {
        if memory, store != nil { throw ValidationError("--memory and --store cannot be combined") }
        if memory, simulate { throw ValidationError("--memory and --simulate cannot be combined") }
        if store == "" {
            throw ValidationError("--store needs a place: the name of a folder, or the address of a server")
        }
    }
}

extension GlobalOptions {
    /// The style for a descriptor: the colours of `CBS_COLORS`, or none where nobody sees or wants them.
    func style(on descriptor: Int32) -> Style {
        let isWanted = !hasNoColour && Environment["NO_COLOR"] == nil && Environment["TERM"] != "dumb"
        guard isWanted, TerminalWindow.isAttached(to: descriptor) else { return .plain }
        return Style(palette: Environment["CBS_COLORS"].map { Palette($0) } ?? .standard)
    }
}

extension OutputFormat: ExpressibleByArgument {}

/// How long to wait for the lock: a duration of the language, or 0.
struct WaitingTime: ExpressibleByArgument {
    let duration: Duration

    /// Longer than most changes take, and short enough for people to wait.
    static let standard = WaitingTime(.seconds(2))

    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        if argument == "0" {
            self.init(.zero)
        } else if let span = TimeSpan(argument) {
            self.init(.seconds(span.seconds))
        } else {
            return nil
        }
    }

    var defaultValueDescription: String { "2s" }
}
