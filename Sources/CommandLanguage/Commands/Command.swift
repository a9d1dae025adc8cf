/// A command of the language: one entry of the table that the parser, the checker, help, completion, the formatter
/// and the reference page read.
public struct Command: Sendable {
    /// What the command is about: the headings of `help`.
    public enum Category: String, CaseIterable, Sendable {
        /// The sections of `help` and of the reference, in their order.
        case groups, importing, backups, recipients, settings, scripts, shell
    }

    /// The word or words it begins with.
    public let verb: Verb
    /// Usage text: literal words, `<slots>`, `[what may be left out]`, `(one|of|these)`. The options are not in it.
    public let syntax: String
    /// The options it takes, in the order of the help.
    public let options: [CommandOption]
    /// One line, lower case, without a full stop.
    public let summary: String
    /// The section it is in.
    public let category: Category
    /// Whether it changes nothing: it is run for what it shows.
    public let asks: Bool
    /// What `command` says in its result.
    public let resultName: String
    /// What its result holds, in order.
    public let result: RowFields
    /// Statements that parse.
    public let examples: [String]

    /// `syntax` as the parser walks it.
    let pattern: SyntaxPattern
    /// The verb's words.
    let words: [String]

    /// The syntax with the options after it.
    public var usage: String {
        options.reduce(into: syntax) { $0 += " [\($1.usage)]" }
    }

    /// The option with this name, without regard to case and without the `--`.
    public func option(named name: String) -> CommandOption? {
        let folded = name.lowercased()
        return options.first { $0.name.rawValue == folded }
    }

    /// The option of this name, if the command has it.
    public func option(_ name: OptionName) -> CommandOption? {
        options.first { $0.name == name }
    }
}
