import Recipients

extension Checker {
    mutating func check(_ call: CommandCall) {
        for argument in call.arguments { check(argument.argument, in: argument.slot) }
        for reference in call.references { check(reference.reference) }
        let values = call.assignments.map { check($0, of: call.verb) }
        for option in call.options { check(option) }
        if let condition = call.condition { check(condition, ofRows: .recipients) }
        for name in call.shown { check(name, of: .of(.recipients)) }
        if call.verb == .run { checkRun(call, values) }
        if call.verb == .help { checkTopic(call.all(.topic)) }
        if isInScenario, call.verb == .quit || call.verb == .exit { report(.quitInScenario(call.verb), at: call.range) }
    }

    /// Checks that there is a page of `help`, as far as the text shows which one is meant.
    private mutating func checkTopic(_ words: [Argument]) {
        let texts = words.compactMap(\.literalText)
        guard let first = words.first, let last = words.last, texts.count == words.count else { return }
        let topic = texts.joined(separator: " ")
        if HelpSubject(known: topic) == nil { report(.unknownTopic(topic), at: first.range.union(last.range)) }
    }

    private mutating func check(_ argument: Argument, in slot: Slot) {
        switch slot {
        case .id: checkID(argument)
        case .instant: checkInstant(argument)
        case .duration:
            require(check(argument), [.duration, .text], .place(.slot(.duration)), at: argument.range)
        case .rowCount: checkRowCount(argument)
        case .group, .newName, .input, .file, .email, .interface, .campaign, .timeZone: checkText(argument, .slot(slot))
        case .topic, .backup, .source, .left, .right, .condition, .fields, .fieldValue, .parameter: check(argument)
        }
    }

    private mutating func check(_ assignment: Assignment, of verb: Verb) -> Shape {
        let shape = check(assignment.value)
        if verb != .run {
            require(shape, [.text, .instant], .field(assignment.name.text), at: assignment.value.range)
            warnAboutNone(assignment)
        }
        return shape
    }

    private mutating func check(_ option: OptionUse) {
        switch option.value {
        case .flag: break
        case .argument(let argument): checkText(argument, .value(of: option.option))
        case .mapping(let column, let field):
            checkText(column, .part(.column))
            if let field { checkText(field, .part(.field)) }
        case .names(let names):
            for name in names {
                require(check(name), [.text, .list], .place(.part(.fieldName)), at: name.range)
            }
        }
    }

    /// Checks an argument that must be a text.
    mutating func checkText(_ argument: Argument, _ expectation: ExpectedSyntax) {
        let shape = check(argument)
        var member: String?
        if case .record(let fields) = shape {
            member = RowFields.namingMembers.first { fields.field(named: $0) != nil }
        }
        require(shape, [.text], .place(expectation), member: member, at: argument.range)
    }

    private mutating func checkID(_ argument: Argument) {
        require(check(argument), [.number, .text], .place(.slot(.id)), at: argument.range)
    }

    private mutating func checkInstant(_ argument: Argument) {
        require(check(argument), [.instant, .text], .place(.slot(.instant)), at: argument.range)
    }

    mutating func check(_ reference: StateReference) {
        switch reference {
        case .backup(let id): checkID(id)
        case .latestBackup(let group), .group(let group): checkText(group, .slot(.group))
        case .asOf(let group, let instant):
            checkText(group, .slot(.group))
            checkInstant(instant)
        }
    }

    /// Checks a query and says what its rows hold.
    @discardableResult
    mutating func check(_ query: Query) -> RowFields {
        switch query.rows {
        case .groups, .deletedGroups, .log: break
        case .backups(let group): if let group { checkText(group, .slot(.group)) }
        case .recipients(let reference), .backupChanges(let reference): check(reference)
        case .recipientChanges(let email, let group):
            checkText(email, .slot(.email))
            if let group { checkText(group, .slot(.group)) }
        case .find(let email): checkText(email, .slot(.email))
        case .fields(let group), .activity(let group): checkText(group, .slot(.group))
        case .rows(let file): checkText(file, .slot(.file))
        }
        for option in query.options { check(option) }
        if let output = query.output { checkText(output, .slot(.file)) }
        if let condition = query.condition { check(condition, ofRows: query.rows.kind) }
        var fields = RowFields.of(query.rows.kind)
        if !query.counted.isEmpty { fields = counting(query.counted, of: fields) }
        inRow(fields) { checker in
            for key in query.keys where checker.checkKey(key.value) == .list {
                checker.report(.unsortable(key.value.key(in: checker.source)), at: key.value.range)
            }
        }
        if let limit = query.limit { checkRowCount(limit) }
        return query.shown.isEmpty ? fields : showing(query.shown, of: fields)
    }

    /// The fields of the rows of `count by` these names.
    private mutating func counting(_ names: [Name], of fields: RowFields) -> RowFields {
        let counted = showing(names, of: fields)
        return RowFields(
            .result(of: "count by"), counted.fields + [.number(Query.countColumn)], isOpen: counted.isOpen)
    }

    /// The fields of rows with these columns only. A group's own fields are not known before a run, so with them the
    /// result is open.
    private mutating func showing(_ names: [Name], of fields: RowFields) -> RowFields {
        var known: [RowFields.Field] = []
        for name in names {
            check(name, of: fields)
            if let field = fields.field(named: name.text) { known.append(field) }
        }
        return RowFields(fields.owner, known, isOpen: known.count < names.count)
    }

    private mutating func checkRowCount(_ argument: Argument) {
        require(check(argument), [.number, .text], .place(.part(.rowCount)), at: argument.range)
    }
}
