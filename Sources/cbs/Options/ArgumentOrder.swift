/// The order of the program's arguments: global options may stand before a subcommand, the parser wants them behind it.
enum ArgumentOrder {
    private static let withValue: Set = ["--store", "--format", "-c"]

    /// Moves the options that stand before the subcommand behind it.
    static func normalized(_ arguments: [String], subcommands: [String]) -> [String] {
        var index = 0
        while index < arguments.count, arguments[index].hasPrefix("-"), arguments[index] != "--" {
            // A statement is no subcommand, even if it is the same word.
            if arguments[index] == "-c" { return arguments }
            index += withValue.contains(arguments[index]) ? 2 : 1
        }
        guard index > 0, index < arguments.count, subcommands.contains(arguments[index]) else { return arguments }
        return [arguments[index]] + arguments[..<index] + arguments[(index + 1)...]
    }
}
