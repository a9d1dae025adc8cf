import Recipients

extension Parser {
    /// Reads what stands in a slot.
    mutating func parse(_ slot: Slot, into call: inout CommandCall) throws(SyntaxError) {
        switch slot {
        case .backup: call.references.append(SlotReference(slot: slot, reference: try parseBackup()))
        case .source: call.references.append(SlotReference(slot: slot, reference: try parseRestoreSource()))
        case .left, .right: call.references.append(SlotReference(slot: slot, reference: try parseState()))
        case .condition: call.condition = try parseCondition()
        case .fieldValue, .parameter: try parseAssignments(into: &call, slot)
        case .topic: try parseTopic(into: &call)
        case .id: call.arguments.append(SlotArgument(slot: slot, argument: try parseID()))
        case .instant: call.arguments.append(SlotArgument(slot: slot, argument: try parseInstant()))
        case .duration: call.arguments.append(SlotArgument(slot: slot, argument: try parseDuration()))
        case .group, .newName, .input, .file, .email, .interface, .campaign:
            call.arguments.append(SlotArgument(slot: slot, argument: try parseArgument(slot.description)))
        }
    }

    /// Reads `NAME = value` up to the end of the statement.
    private mutating func parseAssignments(into call: inout CommandCall, _ slot: Slot) throws(SyntaxError) {
        while !isAtStatementEnd {
            guard current.kind == .word || current.kind == .string || current.kind == .invalid else {
                couldBe(slot.description)
                couldBe(Self.statementEnd)
                throw unexpected()
            }
            let name = try slot == .parameter ? expectName() : parseFieldName()
            guard current.kind == .equals else {
                couldBe("\"=\" after \(name.text.inQuotes)")
                throw unexpected(help: "write \(slot.rawValue); quote a value of several words")
            }
            mark(.fieldEquals)
            advance()
            let value = try parseArgument("a value")
            call.assignments.append(Assignment(name: name, value: value))
        }
        couldBe(slot.description)
    }

    /// Reads the words after `help`, whatever they are.
    private mutating func parseTopic(into call: inout CommandCall) throws(SyntaxError) {
        optionTaker = nil
        while !isAtStatementEnd {
            call.arguments.append(SlotArgument(slot: .topic, argument: try parseArgument(Slot.topic.description)))
        }
        couldBe(Slot.topic.description)
    }
}

extension Slot {
    /// What stands there, in a sentence.
    var description: String {
        switch self {
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
        case .topic: "a topic"
        case .condition: "a condition"
        case .fieldValue: "a field and its value"
        case .parameter: "a parameter and its value"
        }
    }
}
