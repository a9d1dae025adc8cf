import Recipients

extension Parser {
    /// Reads the content of a slot.
    mutating func parse(_ slot: Slot, into call: inout CommandCall) throws(SyntaxError) {
        // Messages mention the words that it begins with instead.
        if slot.isCompound { couldBe(.slot(slot), isSpoken: false) }
        switch slot {
        case .backup: call.references.append(SlotReference(slot: slot, reference: try parseBackup()))
        case .source: call.references.append(SlotReference(slot: slot, reference: try parseRestoreSource()))
        case .left, .right: call.references.append(SlotReference(slot: slot, reference: try parseState()))
        case .condition: call.condition = try parseCondition()
        case .fields: call.shown = try parseFieldNames()
        case .fieldValue, .parameter: try parseAssignments(into: &call, slot)
        case .topic: try parseTopic(into: &call)
        case .id: call.arguments.append(SlotArgument(slot: slot, argument: try parseID()))
        case .instant: call.arguments.append(SlotArgument(slot: slot, argument: try parseInstant()))
        case .rowCount: call.arguments.append(SlotArgument(slot: slot, argument: try parseLimit()))
        case .duration: call.arguments.append(SlotArgument(slot: slot, argument: try parseDuration()))
        case .group, .newName, .input, .file, .email, .interface, .campaign, .timeZone:
            call.arguments.append(SlotArgument(slot: slot, argument: try parseArgument(.slot(slot))))
        }
    }

    /// Reads `NAME = value` up to the end of the statement.
    private mutating func parseAssignments(into call: inout CommandCall, _ slot: Slot) throws(SyntaxError) {
        var names: Set<String> = []
        while !isAtStatementEnd {
            guard current.kind == .word || current.kind == .string || current.kind == .invalid else {
                couldBe(.slot(slot))
                couldBe(.statementEnd)
                throw unexpected()
            }
            let name = try slot == .parameter ? expectName() : parseFieldName()
            if slot == .fieldValue, !names.insert(name.text.foldedForComparison).inserted {
                complain(.repeatedField(name.text), at: name.range)
            }
            guard current.kind == .equals else {
                couldBe(.equals(after: name.text))
                throw unexpected(hint: .writeAssignment(slot))
            }
            mark(.fieldEquals)
            // What follows is the value, even if it looks like an option.
            advanceOnce()
            if isAtOption {
                couldBe(.part(.assignedValue))
                throw unexpected(
                    hint: .instead("quote it: \(source.text(name.range))=\(ArgumentText.literal(text(current)))"))
            }
            if lacksAssignedValue {
                couldBe(.part(.assignedValue))
                let purpose = slot == .fieldValue ? "to leave it empty" : "for an empty text"
                throw unexpected(hint: .instead("write \(source.text(name.range))=\"\" \(purpose)"))
            }
            let value = try parseArgument(.part(.assignedValue))
            call.assignments.append(Assignment(name: name, value: value))
        }
        couldBe(.slot(slot))
    }

    /// Whether nothing follows the `=` before the current token, or the next `NAME=` does.
    private var lacksAssignedValue: Bool {
        isAtStatementEnd || current.kind == .word && current.followsSpace && peek().kind == .equals
    }

    /// Reads the words after `help`, whatever they are.
    private mutating func parseTopic(into call: inout CommandCall) throws(SyntaxError) {
        optionTaker = nil
        while !isAtStatementEnd {
            call.arguments.append(SlotArgument(slot: .topic, argument: try parseArgument(.slot(.topic))))
        }
        couldBe(.slot(.topic))
    }
}

extension Slot {
    /// Whether it holds more than one argument.
    fileprivate var isCompound: Bool {
        switch self {
        case .backup, .source, .left, .right, .condition, .fields, .rowCount: true
        default: false
        }
    }
}
