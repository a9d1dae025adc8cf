import Recipients

@testable import Account

extension History {
    mutating func create(_ name: String) throws {
        note("create group \(name)")
        _ = try test.account.createGroup(name, fields: Self.fields)
        _ = model.create(name, fields: Set(Self.fields))
    }

    // MARK: Imports

    mutating func importNew(_ name: String) throws {
        var choices = NaiveAccount.ImportChoices()
        choices.isNew = true
        try importFile(file(), into: name, choices)
    }

    mutating func importRows(into name: String, _ number: Int) throws {
        var choices = NaiveAccount.ImportChoices()
        choices.mode = chance(40) ? .updateAdd : pick(ImportMode.allCases)
        choices.empty = pick(EmptyCells.allCases)
        choices.resubscribes = chance(12)
        choices.interface = chance(12) ? "api" : nil
        try importFile(file(), into: name, choices)
    }

    private mutating func importFile(
        _ file: NaiveAccount.File,
        into name: String,
        _ choices: NaiveAccount.ImportChoices
    ) throws {
        let options = [
            choices.mode.rawValue, choices.empty.rawValue, choices.resubscribes ? "--resubscribe" : "",
            choices.interface.map { "via \($0)" } ?? "",
        ]
        let words = options.filter { !$0.isEmpty }.joined(separator: " ")
        note("import into \(choices.isNew ? "new " : "")\(name) \(words)\n\(file.csv)")
        try test.importCSV(file.csv, into: name, new: choices.isNew, via: choices.interface) {
            $0.mode = choices.mode
            $0.emptyCells = choices.empty
            $0.resubscribes = choices.resubscribes
            // A file without rows empties a group on purpose here.
            $0.guardAction = .off
        }
        let number = choices.isNew ? model.create(name) : model.standing(name)
        if let number { model.importFile(file, into: number, choices) }
    }

    private mutating func file() -> NaiveAccount.File {
        var file = NaiveAccount.File()
        file.fields = chance(20) ? ["city"] : Self.fields
        if chance(15) { file.fields.append("note") }
        file.hasActivated = chance(40)
        file.hasDeactivated = chance(20)
        for _ in 0..<number(in: 0..<9) {
            var row = NaiveAccount.FileRow(email: email())
            if file.hasActivated, chance(80) { row.activated = date() }
            if file.hasDeactivated, chance(40) { row.deactivated = date() }
            for field in file.fields where chance(60) {
                row.values[field] = field == "city" ? pick(Self.cities) : "\(number(in: 0..<5))"
            }
            file.rows.append(row)
        }
        return file
    }

    // MARK: Restores

    mutating func restore() throws {
        guard let id = backup() else { return }
        var choices = NaiveAccount.RestoreChoices()
        choices.mode = chance(60) ? .updateAdd : pick(ImportMode.allCases)
        choices.resubscribes = chance(12)
        var request = RestoreRequest(.backup(.id(id)))
        request.mode = choices.mode
        request.resubscribes = choices.resubscribes
        var words = ""
        let name = pick(Self.names)
        if chance(25) {
            if let number = model.standing(name) {
                choices.target = .group(number)
                request.target = ImportTarget(name, isNew: false)
            } else {
                choices.target = .new(name)
                request.target = ImportTarget(name, isNew: true)
            }
            words = " into \(name)"
        }
        if chance(25) {
            let condition = condition()
            choices.includes = condition.naive
            request.filter = condition.real
            words += " where \(condition)"
        }
        note("restore \(id)\(words) \(choices.mode.rawValue) \(choices.resubscribes ? "--resubscribe" : "")")
        try test.account.beginStatement()
        _ = try test.account.restore(request)
        model.restore(id, choices)
    }

    // MARK: The group

    mutating func delete(_ name: String, _ number: Int) throws {
        let interface = chance(15) ? "magento" : nil
        note("delete group \(name) \(interface.map { "via \($0)" } ?? "")")
        try tick()
        _ = try test.account.deleteGroup(name, via: interface)
        model.delete(number, via: interface)
    }

    mutating func rename(_ name: String, _ number: Int) throws {
        let new = pick(Self.names)
        guard model.standing(new) == nil else { return }
        note("rename group \(name) to \(new)")
        _ = try test.account.renameGroup(name, to: new)
        model.groups[number]?.name = new
    }

    // MARK: Settings and time

    mutating func advance() throws {
        let span = TimeSpan(seconds: Int64.random(in: 1...1_000_000, using: &random))
        note("clock advance \(span)")
        _ = try test.account.advanceClock(by: span)
        model.now = model.now.advanced(by: span) ?? model.now
        model.expire()
    }

    /// Lets a second pass: of two deletions of a group at the same instant, one without a backup, nobody can tell the
    /// last.
    mutating func tick() throws {
        _ = try test.account.advanceClock(by: TimeSpan(seconds: 1))
        model.now = model.now.advanced(by: TimeSpan(seconds: 1)) ?? model.now
        model.expire()
        try test.account.beginStatement()
    }

    mutating func setBackup(_ name: String, _ number: Int) throws {
        let isOn = chance(70)
        if chance(50) {
            note("set backup \(isOn)")
            _ = try test.account.setBackup(isOn)
            model.keepsBackups = isOn
        } else {
            note("set backup \(isOn) for \(name)")
            _ = try test.account.setBackup(isOn, for: name)
            model.groups[number]?.keepsBackups = isOn
        }
    }

    mutating func setRetention() throws {
        let span = TimeSpan(seconds: Int64.random(in: 5...40, using: &random) * 86_400)
        note("set retention \(span)")
        _ = try test.account.setRetention(span)
        model.retention = span
        model.expire()
    }

    // MARK: One recipient

    mutating func changeOne(in name: String, _ number: Int) throws {
        let email = email()
        let (value, values) = change()
        guard model.groups[number]?.state.people[email] != nil else {
            note("add \(email) to \(name) \(value.field)=\(value.text)")
            _ = try test.account.addRecipient(email, to: name, values: [value])
            var person = NaiveAccount.Person(signUp: SignUp(registered: model.now, activated: model.now))
            values(&person)
            if value.field == "city" { model.groups[number]?.state.fields.insert("city") }
            model.groups[number]?.state.people[email] = person
            model.forget(email, in: number)
            model.erased[email] = nil
            return
        }
        if chance(35) {
            note("remove \(email) from \(name)")
            _ = try test.account.removeRecipient(email, from: name)
            return model.remove(email, from: number)
        }
        note("update \(email) of \(name) \(value.field)=\(value.text)")
        _ = try test.account.updateRecipient(email, of: name, values: [value])
        if var person = model.groups[number]?.state.people[email] {
            values(&person)
            model.groups[number]?.state.people[email] = person
            if value.field == "city" { model.groups[number]?.state.fields.insert("city") }
        }
    }

    private mutating func change() -> (FieldValue, (inout NaiveAccount.Person) -> Void) {
        switch number(in: 0..<10) {
        case 0:
            let date = date()
            return (FieldValue(field: "deactivated", text: date.description), { $0.signUp.deactivated = date })
        case 1:
            let date = date()
            return (FieldValue(field: "activated", text: date.description), { $0.signUp.activated = date })
        case 2:
            return (FieldValue(field: "source", text: "fair"), { $0.source = "fair" })
        case 3:
            return (FieldValue(field: "city", text: ""), { $0.values["city"] = nil })
        default:
            let city = pick(Self.cities)
            return (FieldValue(field: "city", text: city), { $0.values["city"] = city })
        }
    }

    mutating func unsubscribe(in name: String, _ number: Int) throws {
        guard let people = model.groups[number]?.state.people, !people.isEmpty else { return }
        let email = pick(people.keys.sorted())
        note("unsubscribe \(email) from \(name)")
        _ = try test.account.unsubscribe(email, from: name)
        guard var person = people[email], person.signUp.status != .unsubscribed else { return }
        person.signUp.deactivated = max(model.now, person.signUp.activated ?? model.now)
        model.groups[number]?.state.people[email] = person
    }

    mutating func erase() throws {
        let email = email()
        note("erase recipient \(email)")
        _ = try test.account.erase(email)
        model.erase(email)
    }
}

// MARK: Conditions

extension History {
    /// A condition, as both accounts take it.
    enum Condition: CustomStringConvertible {
        case emails(Set<String>)
        case city(String)

        var naive: (String, NaiveAccount.Person) -> Bool {
            switch self {
            case .emails(let emails): { email, _ in emails.contains(email) }
            case .city(let city): { _, person in person.values["city"] == city }
            }
        }

        var real: RecipientFilter {
            switch self {
            case .emails(let emails): { recipient, _ in emails.contains(recipient.email) }
            case .city(let city):
                { recipient, fields in
                    fields.firstIndex(of: "city").map { recipient.values[$0] == city } ?? false
                }
            }
        }

        var description: String {
            switch self {
            case .emails(let emails): "email in \(emails.sorted())"
            case .city(let city): "city = \(city)"
            }
        }
    }

    mutating func condition() -> Condition {
        if chance(40) { return .city(pick(Self.cities)) }
        var emails: Set<String> = []
        for _ in 0..<6 { emails.insert(email()) }
        return .emails(emails)
    }
}

extension NaiveAccount.File {
    /// The file as it is imported.
    var csv: String {
        let header = ["email"] + fields + (hasActivated ? ["activated"] : []) + (hasDeactivated ? ["deactivated"] : [])
        let lines = rows.map { row in
            var cells = [row.email] + fields.map { Self.cell(row.values[$0]) }
            if hasActivated { cells.append(row.activated?.description ?? "") }
            if hasDeactivated { cells.append(row.deactivated?.description ?? "") }
            return cells.joined(separator: ",")
        }
        return ([header.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    }

    private static func cell(_ value: String?) -> String {
        value.map { "\"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"" }
            ?? ""
    }
}
