import Recipients

extension Checker {
    mutating func check(_ call: CommandCall) {
        for argument in call.arguments { check(argument.argument, in: argument.slot) }
        for reference in call.references { check(reference.reference) }
        for assignment in call.assignments { check(assignment, of: call.verb) }
        for option in call.options { check(option) }
        if let condition = call.condition { check(condition, ofRows: .recipients) }
        if call.verb == .run { checkRun(call) }
    }

    private mutating func check(_ argument: Argument, in slot: Slot) {
        switch slot {
        case .id: checkID(argument)
        case .instant: checkInstant(argument)
        case .duration:
            require(check(argument), [.duration, .text], "expected a duration", at: argument.range)
        case .group, .newName, .input, .file, .email, .interface, .campaign: checkText(argument, slot.description)
        case .topic, .backup, .source, .left, .right, .condition, .fieldValue, .parameter: check(argument)
        }
    }

    private mutating func check(_ assignment: Assignment, of verb: Verb) {
        let shape = check(assignment.value)
        guard verb != .run else { return }
        require(
            shape, [.text, .instant], "the field \(assignment.name.text.inQuotes) is a text",
            help: "write it within a text: \"$name\"", at: assignment.value.range)
    }

    private mutating func check(_ option: OptionUse) {
        switch option.value {
        case .flag: break
        case .argument(let argument): checkText(argument, "a value for --\(option.option.rawValue)")
        case .mapping(let column, let field):
            checkText(column, "a column")
            if let field { checkText(field, "a field") }
        case .names(let names):
            for name in names {
                require(check(name), [.text, .list], "expected a field's name", at: name.range)
            }
        }
    }

    /// Checks an argument that must be a text.
    mutating func checkText(_ argument: Argument, _ description: String) {
        let shape = check(argument)
        var help: String?
        if case .record(let fields) = shape,
            let name = ["name", "email", "id"].first(where: { fields.field(named: $0) != nil })
        {
            help = "name the member that is meant, such as \(name.inQuotes)"
        }
        require(shape, [.text], "expected \(description)", help: help, at: argument.range)
    }

    private mutating func checkID(_ argument: Argument) {
        require(check(argument), [.number, .text], "expected a backup's id", at: argument.range)
    }

    private mutating func checkInstant(_ argument: Argument) {
        require(check(argument), [.instant, .text], "expected an instant", at: argument.range)
    }

    mutating func check(_ reference: StateReference) {
        switch reference {
        case .backup(let id): checkID(id)
        case .latestBackup(let group), .group(let group): checkText(group, "a group's name")
        case .asOf(let group, let instant):
            checkText(group, "a group's name")
            checkInstant(instant)
        }
    }

    mutating func check(_ query: Query) {
        switch query.rows {
        case .groups, .log: break
        case .backups(let group): if let group { checkText(group, "a group's name") }
        case .recipients(let reference): check(reference)
        case .fields(let group), .activity(let group): checkText(group, "a group's name")
        }
        if let condition = query.condition { check(condition, ofRows: query.rows.kind) }
        if let sort = query.sort { check(sort.field, of: RowFields.of(query.rows.kind)) }
        if let limit = query.limit {
            require(check(limit), [.number, .text], "expected a number of rows", at: limit.range)
        }
    }
}
