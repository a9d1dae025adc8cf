/// A command with everything that the user has given it.
///
/// The parser makes only calls that fit the command's syntax: the slots that the syntax requires are filled.
public struct CommandCall: Sendable {
    /// Which command it is; the table says what may follow.
    public let verb: Verb
    /// Where the call is, from its verb to its last argument.
    public let range: SourceRange
    var arguments: [SlotArgument] = []
    var references: [SlotReference] = []
    var keywords: [Keyword] = []
    /// The condition after `where`.
    public internal(set) var condition: Expression?
    /// The fields after `show`, in order; empty if all are meant.
    public internal(set) var shown: [Name] = []
    /// `FIELD = value` and `NAME = value`, in order.
    public internal(set) var assignments: [Assignment] = []
    /// The options, in order.
    public internal(set) var options: [OptionUse] = []

    /// Whether it is preceded by `rehearse`.
    public internal(set) var isRehearsed = false

    /// The command's entry in the table.
    public var command: Command { CommandTable[verb] }

    /// The argument in a slot; nil if the statement omits it.
    public subscript(slot: Slot) -> Argument? {
        arguments.first { $0.slot == slot }?.argument
    }

    /// All arguments in a slot that takes several.
    public func all(_ slot: Slot) -> [Argument] {
        arguments.filter { $0.slot == slot }.map(\.argument)
    }

    /// The argument in a slot that the command's syntax requires; an empty word for any other slot.
    public func required(_ slot: Slot) -> Argument {
        self[slot] ?? Argument(.word(""), range: range)
    }

    /// The state of a group in the slot `source`, `backup`, `left` or `right`.
    public func reference(_ slot: Slot) -> StateReference? {
        references.first { $0.slot == slot }?.reference
    }

    /// The state in a slot that the command's syntax requires; a group without a name for any other slot.
    public func requiredReference(_ slot: Slot) -> StateReference {
        reference(slot) ?? .group(Argument(.word(""), range: range))
    }

    /// Whether the statement contains this keyword.
    public func has(_ keyword: Keyword) -> Bool {
        keywords.contains(keyword)
    }

    /// The first use of an option.
    public func option(_ name: OptionName) -> OptionUse? {
        options.first { $0.option == name }
    }

    /// All uses of an option that may be repeated.
    public func options(_ name: OptionName) -> [OptionUse] {
        options.filter { $0.option == name }
    }
}

/// `FIELD = value`.
public struct Assignment: Sendable {
    /// The field or parameter, before the `=`.
    public let name: Name
    /// The value, after it.
    public let value: Argument
}

struct SlotArgument: Sendable {
    let slot: Slot
    let argument: Argument
}

struct SlotReference: Sendable {
    let slot: Slot
    let reference: StateReference
}

/// An option as a statement gives it.
public struct OptionUse: Sendable {
    /// What follows the option's name.
    public enum Value: Sendable {
        /// An option that takes no value.
        case flag
        /// A literal fits the option; a value known only at run time is checked by `CommandOption.value(from:)`.
        case argument(Argument)
        /// `COLUMN=FIELD`, or `COLUMN=` with nil.
        case mapping(column: Argument, field: Argument?)
        /// `a, b, "Kd Nr"`, or one variable that holds a list.
        case names([Argument])
    }

    /// Which option it is.
    public let option: OptionName
    /// What follows it.
    public let value: Value
    /// Where they are, the name and the value.
    public let range: SourceRange

    /// The value of an option that takes a single argument.
    public var argument: Argument? {
        if case .argument(let argument) = value { argument } else { nil }
    }
}

/// The words of a command's syntax that change what it does; `CommandCall.has(_:)` asks for them.
public enum Keyword: String, CaseIterable, Sendable {
    /// In `into new group`.
    case new
    /// In `set backup`.
    case on, off
    /// In `set guard`, with `off`.
    case warn, refuse
    /// In `set format`.
    case table, records, json, csv
    /// In `record`.
    case open, click, bounce
}
