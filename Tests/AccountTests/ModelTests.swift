import Recipients
import TestSupport
import Testing

@testable import Account

/// Random histories against a naive account. The seed is in every failure; to run one again, put it into the arguments.
@Suite struct ModelTests {
    @Test(arguments: 1...40)
    func randomHistoriesAgree(seed: UInt64) throws {
        var history = try History(seed: seed)
        for step in 0..<60 {
            let command = try history.step()
            try history.compare("seed \(seed), step \(step): \(command)")
        }
        #expect(try history.test.account.verify().damaged.isEmpty, "seed \(seed)")
    }
}

private struct History {
    let test: TestAccount
    var model: NaiveAccount
    var random: SplitMix

    private static let names = ["News", "Shop", "Kunden"]
    private static let cities = ["Berlin", "Köln", "say \"hi\"", "a\\b\nc", "Ulm"]

    init(seed: UInt64) throws {
        test = try TestAccount()
        model = NaiveAccount(now: Clock.simulatedStart)
        random = SplitMix(seed: seed)
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func email() -> String {
        "p\(Int.random(in: 0..<25, using: &random))@example.com"
    }

    mutating func step() throws -> String {
        try test.account.beginStatement()
        let name = pick(Self.names)
        guard let number = model.standing(name) else {
            if chance(50), let id = model.backups.keys.sorted().randomElement(using: &random) { return try restore(id) }
            return try create(name)
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<35: return try importRows(into: name, number)
        case 35..<50:
            guard let id = model.backups.keys.sorted().randomElement(using: &random) else { return "nothing" }
            return try restore(id)
        case 50..<62: return try changeOne(in: name, number)
        case 62..<70: return try delete(name, number)
        case 70..<80: return try advance()
        case 80..<88: return try setBackup(name, number)
        case 88..<92: return try setRetention()
        default: return try unsubscribe(in: name, number)
        }
    }

    private mutating func create(_ name: String) throws -> String {
        _ = try test.account.createGroup(name, fields: NaiveAccount.fields)
        model.groups[model.nextGroup] = .init(name: name)
        model.nextGroup += 1
        return "create group \(name)"
    }

    private mutating func importRows(into name: String, _ number: Int) throws -> String {
        let saysActivated = chance(40)
        let rows = (0..<Int.random(in: 0..<12, using: &random)).map { _ in row(saysActivated: saysActivated) }
        let mode = pick(ImportMode.allCases)
        let empty = pick(EmptyCells.allCases)
        let resubscribes = chance(15)
        let interface = chance(15) ? "api" : nil
        try test.importCSV(csv(rows, saysActivated: saysActivated), into: name, via: interface) {
            $0.mode = mode
            $0.emptyCells = empty
            $0.resubscribes = resubscribes
            // A file without rows empties a group on purpose here.
            $0.guardAction = .off
        }
        model.importRows(rows, into: number, mode: mode, empty: empty, resubscribes: resubscribes, via: interface)
        return
            "import into \(name) \(mode) \(empty) \(resubscribes) \(interface ?? "") \(csv(rows, saysActivated: saysActivated))"
    }

    private mutating func row(saysActivated: Bool) -> NaiveAccount.FileRow {
        let day = Int64.random(in: -40...3, using: &random)
        let activated = chance(20) ? nil : model.now.advanced(by: TimeSpan(seconds: day * 86_400))
        return .init(
            email: email(), activated: saysActivated ? .some(activated) : nil,
            values: [
                "city": chance(30) ? nil : pick(Self.cities),
                "nr": chance(50) ? nil : "\(Int.random(in: 0..<9, using: &random))",
            ])
    }

    private func csv(_ rows: [NaiveAccount.FileRow], saysActivated: Bool) -> String {
        let lines = rows.map { row in
            let city =
                (row.values["city"] ?? nil).map {
                    "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
                } ?? ""
            let cells = [row.email, (row.values["nr"] ?? nil) ?? "", city]
            return (cells + (saysActivated ? [(row.activated ?? nil)?.description ?? ""] : [])).joined(separator: ",")
        }
        return (["email,nr,city" + (saysActivated ? ",activated" : "")] + lines).joined(separator: "\n") + "\n"
    }

    private mutating func restore(_ id: Int) throws -> String {
        let mode = chance(60) ? ImportMode.updateAdd : pick(ImportMode.allCases)
        let resubscribes = chance(15)
        try test.restore(id) {
            $0.mode = mode
            $0.resubscribes = resubscribes
        }
        _ = model.restore(id, mode: mode, resubscribes: resubscribes)
        return "restore \(id) \(mode) \(resubscribes)"
    }

    private mutating func delete(_ name: String, _ number: Int) throws -> String {
        let interface = chance(20) ? "magento" : nil
        _ = try test.account.deleteGroup(name, via: interface)
        model.keepBackup(number, via: interface)
        model.groups[number]?.isDeleted = true
        model.groups[number]?.people = [:]
        model.expire()
        return "delete group \(name) \(interface ?? "")"
    }

    private mutating func advance() throws -> String {
        let span = TimeSpan(seconds: Int64.random(in: 1...1_000_000, using: &random))
        _ = try test.account.advanceClock(by: span)
        model.now = model.now.advanced(by: span) ?? model.now
        model.expire()
        return "clock advance \(span)"
    }

    private mutating func setBackup(_ name: String, _ number: Int) throws -> String {
        let isOn = chance(60)
        if chance(50) {
            _ = try test.account.setBackup(isOn)
            model.keepsBackups = isOn
        } else {
            _ = try test.account.setBackup(isOn, for: name)
            model.groups[number]?.keepsBackups = isOn
        }
        return "set backup \(isOn)"
    }

    private mutating func setRetention() throws -> String {
        let span = TimeSpan(seconds: Int64.random(in: 1...40, using: &random) * 86_400)
        _ = try test.account.setRetention(span)
        model.retention = span
        model.expire()
        return "set retention \(span)"
    }

    private mutating func changeOne(in name: String, _ number: Int) throws -> String {
        let email = email()
        let city = pick(Self.cities)
        if let person = model.groups[number]?.people[email] {
            if chance(40) {
                _ = try test.account.removeRecipient(email, from: name)
                model.groups[number]?.people[email] = nil
                return "remove \(email)"
            }
            _ = try test.account.updateRecipient(email, of: name, values: [FieldValue(field: "city", text: city)])
            var changed = person
            changed.values["city"] = city
            model.groups[number]?.people[email] = changed
            return "update \(email)"
        }
        _ = try test.account.addRecipient(email, to: name, values: [FieldValue(field: "city", text: city)])
        model.groups[number]?.people[email] = .init(
            signUp: SignUp(registered: model.now, activated: model.now), values: ["city": city])
        return "add \(email)"
    }

    private mutating func unsubscribe(in name: String, _ number: Int) throws -> String {
        guard let email = model.groups[number]?.people.keys.sorted().randomElement(using: &random),
            var person = model.groups[number]?.people[email]
        else { return "nothing" }
        _ = try test.account.unsubscribe(email, from: name)
        if person.signUp.status != .unsubscribed {
            person.signUp.deactivated = max(model.now, person.signUp.activated ?? model.now)
        }
        model.groups[number]?.people[email] = person
        return "unsubscribe \(email)"
    }

    // MARK: Comparing

    func compare(_ place: String) throws {
        let standing = model.groups.values.filter { !$0.isDeleted }
        #expect(try test.account.groups().map(\.name).sorted() == standing.map(\.name).sorted(), "\(place)")
        for group in standing {
            try compare(.group(group.name), group.people, place)
            var counts = StatusCounts()
            for person in group.people.values { counts.add(person.signUp.status) }
            #expect(try test.account.group(group.name).counts == counts, "\(place): \(group.name)")
        }
        #expect(try test.backupIDs == model.backups.keys.sorted(), "\(place)")
        for (id, backup) in model.backups {
            try compare(.backup(.id(id)), backup.people, place)
            #expect(try test.account.backup(.id(id)).recipients == backup.people.count, "\(place): backup \(id)")
        }
    }

    private func compare(
        _ source: RecipientSource,
        _ people: [String: NaiveAccount.Person],
        _ place: String
    ) throws {
        let reader = try test.account.recipients(of: source)
        var found: [String: NaiveAccount.Person] = [:]
        while let recipient = try reader.next() {
            var person = NaiveAccount.Person(signUp: recipient.signUp)
            for (field, value) in zip(reader.fields, recipient.values) { person.values[field] = value }
            found[recipient.email] = person
        }
        #expect(found == people, "\(place): \(source)")
    }
}
