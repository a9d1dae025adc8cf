import CommandLanguage

/// The lines of a Vim syntax file that are generated from the command table.
enum VimCommands {
    static let rules = CommandTable.all.map(rule).joined(separator: "\n")

    static let queryOptions = OptionTaker.query.options.map { option($0, "cbsQueryOption") }.joined(separator: "\n")
    /// The name of a variable.
    static let name = #"\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*"#

    private static func rule(_ command: Command) -> String {
        let name = "cbs" + command.verb.words.map(\.capitalized).joined() + "Statement"
        var contents = ["@cbsArgument"]
        var lines: [String] = []
        if !command.keywords.isEmpty {
            contents.append("\(name)Keyword")
            let keywords = command.keywords.filter { $0 != "where" }.joined(separator: " ")
            lines.append("syn keyword \(name)Keyword contained \(keywords)")
            lines.append("hi def link \(name)Keyword cbsKeyword")
        }
        if !command.options.isEmpty {
            contents.append("\(name)Option")
            lines += command.options.map { option($0, "\(name)Option") }
            lines.append("hi def link \(name)Option cbsOption")
        }
        if command.slots.contains(.condition) { contents.append("cbsCondition") }
        if command.takesAssignments { contents.append("cbsAssignment") }
        let verb = command.verb.words.joined(separator: #"\_s\+"#)
        lines.append(
            #"syn region \#(name) matchgroup=cbsCommand start=/\<\#(verb)\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 "#
                + "contains=\(contents.joined(separator: ","))")
        return lines.joined(separator: "\n")
    }

    private static func option(_ option: CommandOption, _ group: String) -> String {
        let match = #"syn match \#(group) contained /\<\#(option.spelling)\>/"#
        guard case .choice(let choices) = option.valueKind else { return match }
        let value = "\(group)\(option.name.rawValue.capitalized)"
        let words = choices.joined(separator: #"\|"#)
        return """
            \(match) nextgroup=\(value) skipwhite
            syn match \(value) contained /\\%(=\\s*\\)\\=\\<\\%(\(words)\\)\\>/
            hi def link \(value) cbsChoice
            """
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
