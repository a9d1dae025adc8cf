internal import Recipients

/// What the grammar expects at a place. Messages put it into words, completion turns it into candidates.
public enum ExpectedSyntax: Hashable, Sendable {
    /// A word of the grammar, in lower case.
    case keyword(String)
    /// A sign of the grammar.
    case symbol(Symbol)
    /// What a slot of a command takes.
    case slot(Slot)
    /// A part of a statement outside of the slots of commands.
    case part(Part)
    /// The `=` after the name of a field or a parameter.
    case equals(after: String)
    /// The value of an option.
    case value(of: OptionName)

    /// The signs without which a statement cannot continue.
    public enum Symbol: String, CaseIterable, Sendable {
        /// The raw value is how it is written.
        case equals = "=", comma = ",", leftBrace = "{", rightParenthesis = ")"
    }

    /// The parts of statements that no slot of a command describes.
    public enum Part: CaseIterable, Sendable {
        /// The name of a variable, without `$`; the name of a field.
        case variableName, fieldName
        /// The two sides of `--map COLUMN=FIELD`.
        case column, field
        /// A value; an operand of a condition, where a bare word is a field; the value in `FIELD=value`.
        case value, operand, assignedValue
        /// What `limit` takes.
        case rowCount
        /// What `scenario`, `expect error`, `matching` and `skip` take.
        case title, errorCode, pattern, reason
        /// A here-document; any command.
        case heredoc, command
        /// An option of the command; nothing further.
        case option, statementEnd
    }
}

extension ExpectedSyntax: CustomStringConvertible {
    /// What is expected, in a sentence.
    public var description: String {
        switch self {
        case .keyword(let word): word.quoted
        case .symbol(let symbol): symbol.rawValue.quoted
        case .slot(let slot): Self.description(of: slot)
        case .part(let part): Self.description(of: part)
        case .equals(let name): "\"=\" after \(name.abbreviated.quoted)"
        case .value(let option): "a value for --\(option.rawValue)"
        }
    }

    private static func description(of slot: Slot) -> String {
        switch slot {
        case .group: "a group's name"
        case .newName: "a name for the group"
        case .backup, .source: "a backup"
        case .left, .right: "a backup or a group"
        case .id: "a backup's id"
        case .input: "a file name, a here-document or \"-\""
        case .file: "a file name"
        case .email: "an e-mail address"
        case .instant: "an instant"
        case .duration: "a duration"
        case .interface: "the name of an interface"
        case .campaign: "a campaign's name"
        case .timeZone: "a time zone's name"
        case .topic: "a topic"
        case .condition: "a condition"
        case .fields: "names of fields"
        case .rowCount: "a number of rows"
        case .fieldValue: "a field and its value"
        case .parameter: "a parameter and its value"
        }
    }

    private static func description(of part: Part) -> String {
        switch part {
        case .variableName: "a name"
        case .fieldName: "a field's name"
        case .column: "a column"
        case .field: "a field"
        case .value, .assignedValue: "a value"
        case .operand: "a field or a value"
        case .rowCount: "a number of rows"
        case .title: "a title"
        case .errorCode: "an error code"
        case .pattern: "a pattern"
        case .reason: "a reason"
        case .heredoc: "a here-document"
        case .command: "a command"
        case .option: "an option"
        case .statementEnd: "the end of the statement"
        }
    }
}
