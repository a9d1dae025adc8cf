import CommandLanguage

/// The rules of a TextMate grammar that are generated from the command table, as JSON: the backslashes of patterns are
/// doubled.
enum TextMateCommands {
    /// A character of a word. A `\` at the end of a line does not count.
    private static let wordCharacter = #"(?:[^\\s\"';{}(),=<>!$\\\\]|\\\\(?!\\r?\\n))"#
    static let word = "(?!#)\(wordCharacter)+"
    static let endOfWord = "(?!\(wordCharacter))"
    /// Not the very end of the line: the rule for a `\` and its line end matches first, so that the statement
    /// continues.
    static let endOfStatement = #"(?=[;{}]|\\r?\\n)"#
    /// What may follow a condition in the same statement.
    static let endOfCondition =
        #"--|(?:sort|count)\\s+by\#(endOfWord)"#
        + #"|(?:limit|show|to)\\s+(?!(?:and|or|not|in|[-~+*/])\#(endOfWord))[^\\s=<>!,)]"#
    static let name = #"[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]*"#

    /// References to the rules of the commands. Longer verbs come first, since others may be their beginning.
    static let includes = list(
        CommandTable.all.sorted { $0.verb.words.count > $1.verb.words.count }.map { include(ruleName($0)) },
        indentation: 8)

    /// For each command, a rule for the statement and one for what is in it.
    static let rules = CommandTable.all.map { statement($0) + ",\n" + contents($0) }.joined(separator: ",\n")

    /// Rules for the options of queries.
    static let queryOptions = list(OptionTaker.query.options.map(option), indentation: 8)

    private static func statement(_ command: Command) -> String {
        let verb = command.verb.words.joined(separator: #"\\s+"#)
        return """
                "\(ruleName(command))": {
                  "name": "meta.statement.cbs",
                  "begin": "(?i)(\(verb))\(endOfWord)",
                  "beginCaptures": { "1": { "name": "keyword.other.command.cbs" } },
                  "end": "\(endOfStatement)",
                  "patterns": [\(include(contentsName(command)))]
                }
            """
    }

    private static func contents(_ command: Command) -> String {
        var patterns = [include("trivia")]
        // What follows `<<WORD` on its line still belongs to the command.
        if command.slots.contains(.input) { patterns += heredocs(command) }
        patterns += command.options.map(option)
        if command.slots.contains(.condition) { patterns.append(include("condition")) }
        // `field("…")` can name a field.
        if command.slots.contains(.fields) { patterns.append(include("function")) }
        let keywords = command.keywords.filter { $0 != "where" }
        if !keywords.isEmpty {
            patterns.append(match("(?i)(?:\(keywords.joined(separator: "|")))\(endOfWord)", "keyword.other.cbs"))
        }
        if command.takesAssignments {
            patterns.append(match(#"\#(word)(?=\\s*=)"#, "variable.other.member.cbs"))
            patterns.append(match("=", "keyword.operator.assignment.cbs"))
        }
        patterns.append(include("argument"))
        return """
                "\(contentsName(command))": {
                  "patterns": [
            \(list(patterns, indentation: 8))
                  ]
                }
            """
    }

    private static func option(_ option: CommandOption) -> String {
        let spelling = "(\(option.spelling))\(endOfWord)"
        guard case .choice(let choices) = option.valueKind else {
            return match("(?i)\(spelling)", "constant.other.option.cbs")
        }
        let value = #"(?:\\s*(=)\\s*|\\s+)(?:(\#(choices.joined(separator: "|")))\#(endOfWord))?"#
        return #"{ "match": "(?i)\#(spelling)(?:\#(value))?", "captures": { "1": "#
            + #"{ "name": "constant.other.option.cbs" }, "2": { "name": "keyword.operator.assignment.cbs" }, "#
            + #""3": { "name": "constant.language.choice.cbs" } } }"#
    }

    private static func heredocs(_ command: Command) -> [String] {
        [("<<-", #"^[ \\t]*\\2\\r?$"#), ("<<", #"^\\2\\r?$"#)].map { start, end in
            #"{ "name": "string.unquoted.heredoc.cbs", "begin": "(\#(start))(\#(word))", "beginCaptures": "#
                + #"{ "1": { "name": "keyword.operator.heredoc.cbs" }, "2": { "name": "entity.name.tag.heredoc.cbs" } }, "#
                + #""end": "\#(end)", "endCaptures": { "0": { "name": "entity.name.tag.heredoc.cbs" } }, "patterns": "#
                + #"[{ "name": "meta.embedded.line.cbs", "begin": "\\G", "end": "\\n", "patterns": "#
                + #"[\#(include(contentsName(command)))] }] }"#
        }
    }

    // MARK: JSON

    private static func ruleName(_ command: Command) -> String {
        "command-" + command.verb.words.joined(separator: "-")
    }

    private static func contentsName(_ command: Command) -> String { ruleName(command) + "-contents" }

    private static func include(_ name: String) -> String { ##"{ "include": "#\##(name)" }"## }

    private static func match(_ pattern: String, _ name: String) -> String {
        #"{ "match": "\#(pattern)", "name": "\#(name)" }"#
    }

    private static func list(_ entries: [String], indentation: Int) -> String {
        entries.map { String(repeating: " ", count: indentation) + $0 }.joined(separator: ",\n")
    }
}
