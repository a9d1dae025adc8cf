/// A command of the language: one entry of the table that the parser, the checker, help, completion, the formatter
/// and the reference page read.
public struct Command: Sendable {
    /// What the command is about: the headings of `help`.
    public enum Category: String, CaseIterable, Sendable {
        /// The sections of `help` and of the reference, in their order.
        case groups, importing, backups, recipients, settings, scripts, shell
    }

    /// The words it begins with.
    public let verb: Verb
    /// Usage text: literal words, `<slots>`, `[what may be left out]`, `(one|of|these)`. The options are not part of
    /// it.
    public let syntax: String
    /// The options it takes, in the order in which help lists them.
    public let options: [CommandOption]
    /// One line, lower case, without a full stop.
    public let summary: String
    /// The section it belongs to.
    public let category: Category
    /// Whether it only shows something and changes nothing.
    public let asks: Bool
    /// The value of `command` in its result.
    public let resultName: String
    /// The fields of its result, in order.
    public let result: RowFields
    /// Example statements; a test parses them.
    public let examples: [String]

    /// `syntax` as the parser walks it.
    let pattern: SyntaxPattern
    /// The verb's words.
    let words: [String]

    /// The syntax followed by the options.
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
