internal import Account
internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    func erase() throws(Diagnostic) -> CommandResult {
        let email = try email()
        try askAboutErasure(of: email)
        let result = try placing(account.erase(email))
        let places = [
            counted(result.groups, "group", "groups"), counted(result.backups, "backup", "backups"),
            counted(result.activity, "record of activity", "records of activity"),
        ]
        var notes = result.traces.map { group in
            "fields of other recipients of \(group.quoted) held the address too; \(wording.does("are", "be")) empty now"
        }
        do throws(Failure) {
            try context.forgetAddress(result.email)
        } catch {
            notes.append("the shell's history still holds the address: \(error.message)")
        }
        return commandResult(
            [
                "groups": .count(result.groups), "backups": .count(result.backups),
                "activity": .count(result.activity),
            ],
            .confirmation(["\(wording.did("erased", "erase")) \(result.email) from \(places.joined(separator: ", "))"]),
            notes: notes)
    }
}
