import ArgumentParser
import Interpreter
import Recipients
import Rendering

/// Arguments without a subcommand, each written in full: what scripts and people write nearly always.
///
/// The parser of arguments finds out by reflection, each time the program starts, what its options are; that takes longer than
/// everything else that is done before the first statement. So what can only mean one thing is read here; whatever else there
/// is, mistakes above all, is left to the parser.
enum PlainArguments {
    /// The program as these arguments want it; nil where the parser is to say.
    static func shell(_ arguments: [String]) -> Shell? {
        var statements: [String] = []
        var values: [String: String] = [:]
        var flags: Set<String> = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "-c" {
                guard let statement = rest.popFirst() else { return nil }
                statements.append(statement)
            } else if ArgumentOrder.withValue.contains(argument) {
                guard let value = rest.popFirst(), !value.hasPrefix("-"),
                    values.updateValue(value, forKey: argument) == nil
                else { return nil }
            } else if flagNames.contains(argument) {
                guard flags.insert(argument).inserted else { return nil }
            } else {
                return nil
            }
        }
        guard let options = options(values, flags) else { return nil }
        var shell = Shell()
        shell.statements = statements
        shell.options = options
        return shell
    }

    private static let flagNames: Set = ["--simulate", "--memory", "--read-only", "--quiet", "--no-color", "--yes"]

    private static func options(_ values: [String: String], _ flags: Set<String>) -> GlobalOptions? {
        guard let format = values["--format"].map(OutputFormat.init(rawValue:)) ?? .table,
            let wait = values["--wait"].map(WaitingTime.init(argument:)) ?? .standard
        else { return nil }
        var options = GlobalOptions()
        options.store = values["--store"]
        options.simulate = flags.contains("--simulate")
        options.memory = flags.contains("--memory")
        options.isReadOnly = flags.contains("--read-only")
        options.wait = wait
        options.format = format
        options.isQuiet = flags.contains("--quiet")
        options.hasNoColour = flags.contains("--no-color")
        options.saysYes = flags.contains("--yes")
        return (try? options.validate()) == nil ? nil : options
    }
}
