import ArgumentParser
import Recipients

/// Reorders the program's arguments: global options may precede a subcommand, but the parser wants them after it.
enum ArgumentOrder {
    /// The global options that take a value.
    static let withValue = ["--store", "--format", "--wait", statements]
    /// The options of `test` that take a value.
    private static let ofTest = ["--filter", "--junit", jobs]
    /// The one option with a value that may be given several times.
    private static let statements = "-c"
    private static let jobs = "-j"

    /// Refuses an option with a value that is given twice.
    static func refuseRepeated(_ arguments: [String]) throws {
        var seen: Set<String> = []
        for option in options(in: arguments) where option.name != statements && takesValue(option.name) {
            guard seen.insert(option.name).inserted else {
                throw ValidationError("\(option.name) is given twice")
            }
        }
    }

    /// Refuses statements before a subcommand, which would not run.
    static func refuseStatements(_ arguments: [String], before subcommands: [String]) throws {
        let index = firstWord(in: arguments)
        let hasStatements = arguments.prefix(index).contains { $0 == statements || $0.hasPrefix("\(statements)=") }
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
            if takesValue(argument) {
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
        return rest.first == "help" && !options.contains(statements)
    }

    /// Moves the options before the subcommand to after it. `help` takes none, and needs none.
    static func normalized(_ arguments: [String], subcommands: [String]) -> [String] {
        let (options, rest) = split(arguments)
        // A statement is not a subcommand, even if it is the same word.
        guard let first = rest.first, !options.contains(statements) else { return arguments }
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
            let number = argument.dropFirst(jobs.count)
            let isJoined = !takesValue(previous) && argument.hasPrefix(jobs) && Int(number) != nil
            result += isJoined ? [jobs, String(number)] : [argument]
        }
        return result
    }

    /// Writes `--store=` as `--store ""`: the parser would take the next argument for the value. What follows `--` is
    /// not an option.
    static func splittingEmptyValues(_ arguments: [String]) -> [String] {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        let options = arguments[..<end].flatMap { argument in
            let name = String(argument.dropLast())
            return argument.hasPrefix("--") && argument.hasSuffix("=") && takesValue(name) ? [name, ""] : [argument]
        }
        return options + arguments[end...]
    }

    private static func takesValue(_ option: String) -> Bool {
        withValue.contains(option) || ofTest.contains(option)
    }
}
