import Interpreter
import Recipients
import Rendering

/// Arguments without a subcommand, each written in full: nearly always what scripts and people use.
///
/// The parser of arguments finds out by reflection, each time the program starts, what its options are; that takes
/// longer than everything else that is done before the first statement. So what can only mean one thing is read here;
/// whatever else there is, mistakes above all, is left to the parser.
///
/// Arrays hold the few options: to make sets and dictionaries of a type, the runtime searches the program for its
/// conformances.
enum PlainArguments {
    /// The program for these arguments; nil to leave them to the parser.
    static func run(_ arguments: [String]) -> ShellRun? {
        var statements: [String] = []
        var values: [(option: String, value: String)] = []
        var flags: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "-c" {
                guard let statement = rest.popFirst() else { return nil }
                statements.append(statement)
            } else if ArgumentOrder.withValue.contains(argument) {
                guard let value = rest.popFirst(), !value.hasPrefix("-"),
                    !values.contains(where: { $0.option == argument })
                else { return nil }
                values.append((argument, value))
            } else if flagNames.contains(argument) {
                guard !flags.contains(argument) else { return nil }
                flags.append(argument)
            } else {
                return nil
            }
        }
        guard let options = options(values, flags) else { return nil }
        return ShellRun(options, statements)
    }

    static let flagNames = ["--simulate", "--memory", "--read-only", "--quiet", "--no-color", "--yes"]

    private static func options(_ values: [(option: String, value: String)], _ flags: [String]) -> ProgramOptions? {
        func value(_ option: String) -> String? { values.first { $0.option == option }?.value }
        guard let format = value("--format").map(OutputFormat.init(rawValue:)) ?? .table else { return nil }
        var options = ProgramOptions()
        options.store = value("--store")
        options.simulate = flags.contains("--simulate")
        options.memory = flags.contains("--memory")
        options.isReadOnly = flags.contains("--read-only")
        options.wait = value("--wait").map(WaitingTime.init(argument:)) ?? .standard
        options.format = format
        options.isQuiet = flags.contains("--quiet")
        options.hasNoColour = flags.contains("--no-color")
        options.saysYes = flags.contains("--yes")
        return options.problem == nil ? options : nil
    }
}
