import DelimitedText
import Recipients

extension CommandOption {
    static let mode = CommandOption(
        name: .mode,
        choices: ImportMode.allCases,
        standard: ImportMode.updateAdd.rawValue,
        summary: "which rows apply: only new recipients, only existing ones, both, or both while the others leave"
    )
    static let map = CommandOption(
        name: .map,
        valueKind: .mapping,
        placeholder: "COLUMN=FIELD",
        isRepeatable: true,
        standard: "by header",
        summary: "assign a column to a field; COLUMN= leaves the column out"
    )
    static let delimiter = CommandOption(
        name: .delimiter,
        valueKind: .delimiter,
        placeholder: "CHARACTER",
        isRepeatable: false,
        standard: "detected",
        summary: "what separates the cells: a character, or \(Delimiter.names.alternatives)"
    )
    static let encoding = CommandOption(
        name: .encoding,
        valueKind: .text(suggested: TextEncoding.commonNames),
        placeholder: "NAME",
        isRepeatable: false,
        standard: "detected",
        summary: "the encoding of the file"
    )
    static let sheet = CommandOption(
        name: .sheet,
        valueKind: .text(suggested: []),
        placeholder: "NAME",
        isRepeatable: false,
        standard: "first",
        summary: "the sheet of the workbook"
    )
    static let asForm = CommandOption(
        name: .asForm,
        valueKind: .choice(["csv", "tsv", "json", "jsonl", "lines"]),
        placeholder: "csv|tsv|json|jsonl|lines",
        isRepeatable: false,
        standard: "by name",
        summary: "what the file holds"
    )
    static let strict = CommandOption(
        flag: .strict,
        summary: "any invalid row makes the whole import fail"
    )
    static let rejects = CommandOption(
        name: .rejects,
        valueKind: .file,
        placeholder: "FILE",
        isRepeatable: false,
        standard: nil,
        summary: "write the invalid rows with line number and reason"
    )
    static let note = CommandOption(
        name: .note,
        valueKind: .text(suggested: []),
        placeholder: "TEXT",
        isRepeatable: false,
        standard: nil,
        summary: "your reasons, for the log, without addresses"
    )
    static let guardAction = CommandOption(
        name: .guardAction,
        choices: GuardAction.allCases,
        standard: "as set",
        summary: "what happens when the import looks like an accident: a question, a warning, an error, nothing"
    )
    static let only = CommandOption(
        name: .only,
        valueKind: .names,
        placeholder: "FIELD, …",
        isRepeatable: false,
        standard: nil,
        summary: "bring back only these fields, or sign-up, of existing recipients"
    )
    static let resubscribe = CommandOption(
        flag: .resubscribe,
        summary: "let rows turn unsubscribed recipients active again"
    )
    static let now = CommandOption(
        flag: .now,
        summary: "remove at once what is kept because the clock may be wrong"
    )
    static let outputFormat = format(
        ["csv", "tsv", "json", "jsonl"], standard: "by the file's extension", summary: "what to write")
    static let overwrite = CommandOption(
        flag: .overwrite,
        summary: "replace the file if it exists"
    )
    static let spreadsheetSafe = CommandOption(
        flag: .spreadsheetSafe,
        summary: "write cells that a spreadsheet would run as a formula with a quote before them"
    )
    static let fields = CommandOption(
        name: .fields,
        valueKind: .names,
        placeholder: "NAME, …",
        isRepeatable: false,
        standard: nil,
        summary: "the group's own fields"
    )

    static func empty(standard: EmptyCells) -> CommandOption {
        CommandOption(
            name: .empty,
            choices: EmptyCells.allCases,
            standard: standard.rawValue,
            summary: "whether an empty cell leaves a stored value alone or clears it"
        )
    }

    /// - Parameters:
    ///   - choices: The formats.
    ///   - standard: What holds without the option.
    ///   - summary: What it is the format of.
    static func format(_ choices: [String], standard: String, summary: String) -> CommandOption {
        CommandOption(
            name: .format,
            valueKind: .choice(choices),
            placeholder: placeholder(for: choices),
            isRepeatable: false,
            standard: standard,
            summary: summary
        )
    }

    /// `a|b|c`. Not `joined`, which is generic: parts of the table are made at each start, and it looks up
    /// conformances.
    private static func placeholder(for words: [String]) -> String {
        words.dropFirst().reduce(words.first ?? "") { "\($0)|\($1)" }
    }

    /// An option that takes one of the words of a type.
    private init<Choice: RawRepresentable<String>>(
        name: OptionName,
        choices: [Choice],
        standard: String,
        summary: String
    ) {
        let words = choices.map(\.rawValue)
        self.init(
            name: name,
            valueKind: .choice(words),
            placeholder: Self.placeholder(for: words),
            isRepeatable: false,
            standard: standard,
            summary: summary
        )
    }

    private init(flag name: OptionName, summary: String) {
        self.init(
            name: name,
            valueKind: .flag,
            placeholder: "",
            isRepeatable: false,
            standard: "off",
            summary: summary
        )
    }
}
