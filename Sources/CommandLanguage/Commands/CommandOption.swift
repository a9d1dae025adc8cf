import DelimitedText
public import Recipients

/// An option of a command: its name, its value and its meaning.
public struct CommandOption: Sendable {
    /// What an option takes.
    public enum ValueKind: Hashable, Sendable {
        /// Nothing.
        case flag
        /// One of these words, without regard to case.
        case choice([String])
        /// One character, or the name of one: see `Delimiter`.
        case delimiter
        /// The path of a file.
        case file
        /// Any text; these are suggested.
        case text(suggested: [String])
        /// `COLUMN=FIELD`.
        case mapping
        /// Names separated by commas.
        case names
    }

    /// The name, without its dashes.
    public let name: OptionName
    /// What must follow it.
    public let valueKind: ValueKind
    /// What the value is called in usage texts; empty for a flag.
    public let placeholder: String
    /// Whether it may be given more than once.
    public let isRepeatable: Bool
    /// What applies without the option, in words; nil if nothing does.
    public let standard: String?
    /// One line, lower case, without a full stop.
    public let summary: String

    /// The option as it is typed: `--mode`.
    public var spelling: String { "--" + name.rawValue }

    /// The option in a usage text: `--mode add|update|update-add|replace`.
    public var usage: String { placeholder.isEmpty ? spelling : "\(spelling) \(placeholder)" }

    /// The canonical form of a value: a choice in lower case, a delimiter as its character. The parser calls this for
    /// literals, the interpreter for values that are known only at run time.
    ///
    /// - Throws: `invalid-value`, naming what is allowed.
    public func value(from text: String) throws(Failure) -> String {
        do {
            return try canonicalValue(of: text)
        } catch {
            throw error.failure
        }
    }

    func canonicalValue(of text: String) throws(ValueProblem) -> String {
        switch valueKind {
        case .flag, .mapping, .names, .text:
            return text
        case .file:
            guard !text.isEmpty else { throw .emptyFileName(name) }
            return text
        case .delimiter:
            if let character = Delimiter.character(text) { return String(character) }
            throw .notADelimiter(text)
        case .choice(let choices):
            let folded = text.lowercased()
            if choices.contains(folded) { return folded }
            throw .notAChoice(text, of: choices, for: name)
        }
    }
}

/// The options of commands. The raw value is what follows the `--`.
public enum OptionName: String, CaseIterable, Sendable {
    /// Of `create group`.
    case fields
    /// Of `restore`.
    case only
    /// Of `import`; `mode`, `empty` and `resubscribe` of `restore` too, `format` of `export` and `download`.
    case mode, map, empty, delimiter, encoding, sheet, format, resubscribe, strict, rejects
    /// Of `import`, `restore` and `delete group`.
    case note
    /// Of `purge`.
    case now
    /// Of `rows of`.
    case asForm = "as"
    /// Of `import`.
    case guardAction = "guard"
    /// Of `export` and `download`.
    case overwrite
    /// Of `export` and `download`.
    case spreadsheetSafe = "spreadsheet-safe"
}

/// The values of `--delimiter`: one character, or the name of one that is awkward to type.
public enum Delimiter {
    /// The names, in the order of the documentation.
    public static var names: [String] { Dialect.named.map(\.key) }

    /// The character that a text means; nil for any other text, and for a character that ends lines or quotes cells.
    public static func character(_ text: String) -> Character? {
        let folded = text.lowercased()
        if let entry = Dialect.named.first(where: { $0.key == folded }) {
            return Character(Unicode.Scalar(entry.value))
        }
        guard let character = text.first, text.count == 1, !character.isNewline, character != "\"" else { return nil }
        return character
    }
}
