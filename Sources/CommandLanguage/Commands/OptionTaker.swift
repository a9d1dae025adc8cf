/// What takes options wherever they are: a command, or a query.
public enum OptionTaker: Hashable, Sendable {
    /// The command of a verb.
    case command(Verb)
    /// A query, whether it is a statement or a part of one.
    case query

    /// The options that it takes.
    public var options: [CommandOption] {
        switch self {
        case .command(let verb): CommandTable[verb].options
        case .query: QueryOptions.all
        }
    }

    /// The option of this name, if it takes one.
    public func option(_ name: OptionName) -> CommandOption? {
        options.first { $0.name == name }
    }

    /// The option with this name, without regard to case and without the `--`.
    func option(named name: String) -> CommandOption? {
        let folded = name.lowercased()
        return options.first { $0.name.rawValue == folded }
    }

    var verb: Verb? {
        if case .command(let verb) = self { verb } else { nil }
    }

    /// The usage text of a command; a query has none.
    var syntax: String? { verb.map { CommandTable[$0].syntax } }

    /// Whether a word in lower case goes on with it: a keyword of the command, or one that begins a clause.
    func names(_ word: String) -> Bool {
        switch self {
        case .command(let verb): CommandTable[verb].pattern.names(word)
        case .query: Parser.clauses.contains(word)
        }
    }
}

/// The options of queries.
enum QueryOptions {
    static let all: [CommandOption] = [
        .sheet, .delimiter, .encoding, .asForm, .overwrite, .outputFormat,
    ]
    /// Those of `rows of FILE`.
    static let ofFile: [OptionName] = [.sheet, .delimiter, .encoding, .asForm]
    /// Those of `to FILE`.
    static let ofOutput: [OptionName] = [.overwrite, .format]
}
