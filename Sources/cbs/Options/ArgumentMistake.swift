import ArgumentParser
import JSONRecords
import Recipients

/// What is wrong with arguments that the parser has refused, in this program's words.
///
/// The parser describes its options as data, but what is wrong only in sentences of its own. So the arguments are read
/// again by that description. What this does not explain is left to the parser.
struct ArgumentMistake {
    /// An option, a flag or an argument without a name.
    fileprivate struct Parameter {
        let names: [String]
        /// Whether a value follows its name.
        let takesValue: Bool
        /// Whether the value may begin with a dash.
        let takesAnything: Bool
        let isOptional: Bool
        let isRepeating: Bool
        /// What the usage calls the value.
        let valueName: String
        /// The only possible values; empty for any.
        let values: [String]
    }

    private let subcommand: String?
    private let named: [Parameter]
    private let positional: [Parameter]

    /// Explains what is wrong; nil if it is something else than names, missing values and arguments.
    static func explained(_ arguments: [String]) -> UsageProblem? {
        let words = ArgumentOrder.normalized(arguments, subcommands: Shell.subcommandNames)
        // The parser has options of its own, which it does not describe.
        guard !words.contains(where: { $0.hasPrefix("--generate-") || $0.hasPrefix("--experimental-") }) else {
            return nil
        }
        let command = Shell.configuration.subcommands.first { $0.configuration.commandName == words.first }
        let description = command.map { $0._dumpHelp() } ?? Shell._dumpHelp()
        guard let mistake = ArgumentMistake(command?.configuration.commandName, description) else { return nil }
        return mistake.problem(in: command == nil ? words[...] : words.dropFirst())
    }

    /// - Parameter description: The command as the parser describes it, in JSON.
    private init?(_ subcommand: String?, _ description: String) {
        guard let json = try? JSONValue(reading: Array(description.utf8)),
            let arguments = json["command"]?["arguments"]?.array
        else { return nil }
        self.subcommand = subcommand
        let all = arguments.map(Parameter.init)
        named = all.filter { !$0.names.isEmpty }
        positional = all.filter(\.names.isEmpty)
    }

    private func problem(in arguments: ArraySlice<String>) -> UsageProblem? {
        var rest = arguments
        var unnamed: [String] = []
        while let argument = rest.popFirst() {
            if argument == "--" {
                unnamed += rest
                break
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                unnamed.append(argument)
                continue
            }
            if let problem = problem(ofOption: argument, &rest) { return problem }
        }
        let needed = positional.filter { !$0.isOptional }
        if unnamed.count < needed.count, let subcommand {
            let missing = needed.dropFirst(unnamed.count).map(\.words).conjunction
            return UsageProblem(message: "\(subcommand) needs \(missing)", help: nil)
        }
        guard unnamed.count > positional.count, !positional.contains(where: \.isRepeating) else { return nil }
        return UsageProblem(message: "unexpected argument \(unnamed[positional.count].quoted)", help: nil)
    }

    /// The option that was probably meant. For a single letter, that is the only one that begins with it: any other
    /// single letter is as near as the next.
    private func suggestion(for name: String) -> String? {
        let names = named.flatMap(\.names)
        guard name.count == 2 else { return names.suggestion(for: name) }
        let meant = names.filter { $0.hasPrefix("-\(name.lowercased())") }
        return meant.count == 1 ? meant[0].asSuggestion : nil
    }

    /// - Parameter rest: The arguments after the option; its value is taken from there.
    private func problem(ofOption argument: String, _ rest: inout ArraySlice<String>) -> UsageProblem? {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts[0]
        guard let option = named.first(where: { $0.names.contains(name) }) else {
            return UsageProblem(message: "there is no option \(name.quoted)", help: suggestion(for: name))
        }
        guard option.takesValue else {
            return parts.count < 2 ? nil : UsageProblem(message: "\(name) takes no value", help: "write \(name) alone")
        }
        let isNext = rest.first.map { option.takesAnything || !$0.hasPrefix("-") || $0 == "-" } ?? false
        guard let value = parts.count > 1 ? parts[1] : isNext ? rest.popFirst() : nil else {
            return UsageProblem(message: "\(name) needs \(option.words)", help: nil)
        }
        if !option.values.isEmpty, !option.values.contains(value) {
            return UsageProblem(
                message: "\(name) takes \(option.values.alternatives), not \(value.quoted)",
                help: option.values.suggestion(for: value))
        }
        guard option.valueName == Parameter.number, Int(value) == nil else { return nil }
        return UsageProblem(message: "\(name) takes a number, not \(value.quoted)", help: nil)
    }
}

extension ArgumentMistake.Parameter {
    /// What the usage calls a whole number.
    fileprivate static let number = "n"

    fileprivate init(_ json: JSONValue) {
        names = (json["names"]?.array ?? []).compactMap { name in
            name["name"]?.string.map { name["kind"]?.string == "long" ? "--\($0)" : "-\($0)" }
        }
        takesValue = json["kind"]?.string == "option"
        takesAnything = json["parsingStrategy"]?.string == "unconditional"
        isOptional = json["isOptional"]?.bool ?? false
        isRepeating = json["isRepeating"]?.bool ?? false
        valueName = json["valueName"]?.string ?? "value"
        values = (json["allValues"]?.array ?? []).compactMap(\.string)
    }

    /// The value in a sentence.
    fileprivate var words: String {
        if !values.isEmpty { return "one of \(values.conjunction)" }
        switch valueName {
        case Self.number: return "a number"
        case "path": return "a file or a folder"
        case "from": return "a place to read from"
        case "to": return "a place to write to"
        case "statements": return "statements"
        default: return "a \(valueName)"
        }
    }
}
