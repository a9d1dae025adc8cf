internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func createGroup() throws(Diagnostic) -> CommandResult {
        let name = try group(.newName)
        let fields = try names(of: .fields).map(\.name)
        let info = try placing(account.createGroup(name, fields: fields))
        return commandResult(
            ["group": .text(info.name)],
            .confirmation(["\(wording.did("created", "create")) the group \(info.name.quoted)"]))
    }

    func renameGroup() throws(Diagnostic) -> CommandResult {
        let name = try group()
        let newName = try group(.newName)
        let info = try placing(account.renameGroup(name, to: newName))
        return commandResult(
            ["group": .text(info.name)],
            .confirmation([
                "\(wording.did("renamed", "rename")) the group \(name.trimmed.quoted) to \(info.name.quoted)"
            ]))
    }

    func deleteGroup() throws(Diagnostic) -> CommandResult {
        let name = try group()
        let interface = try interface()
        try askAboutDeletion(of: name, via: interface)
        let note = try option(.note)
        let result = try placing(account.deleteGroup(name, via: interface, note: note))
        let record = Record(
            command: call.verb,
            [
                "group": .text(result.group), "recipients": .count(result.recipients),
                "backup": result.kept.idValue, "no_backup": result.kept.reasonValue,
                "undo": .optional(result.kept.undoStatement),
            ])
        let recipients = counted(result.recipients, "recipient", "recipients")
        return commandResult(
            record,
            .confirmation([
                "\(wording.did("deleted", "delete")) the group \(result.group.quoted) with \(recipients)",
                result.isDamaged ? result.kept.wordsOfDamage(wording) : result.kept.wordsWithUndo(wording),
            ]))
    }

    /// The names that an option takes: words and texts, or a variable that holds a list.
    ///
    /// - Returns: The names, each with the argument that it comes from.
    func names(of option: OptionName) throws(Diagnostic) -> [(name: String, argument: Argument)] {
        guard case .names(let arguments) = call.option(option)?.value else { return [] }
        var names: [(name: String, argument: Argument)] = []
        for argument in arguments {
            guard case .list(let elements) = try evaluator.value(of: argument) else {
                names.append((try evaluator.text(of: argument, .part(.fieldName)), argument))
                continue
            }
            for element in elements {
                guard case .text(let name) = element else {
                    throw evaluator.problem(.unexpected(wanted: .part(.fieldName), found: element), at: argument.range)
                }
                names.append((name, argument))
            }
        }
        return names
    }
}
