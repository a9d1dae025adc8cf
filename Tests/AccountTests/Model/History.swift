import Recipients
import TestSupport

@testable import Account

/// A random history of an account, and of the naive one beside it.
///
/// Each step draws from its own seed, so that steps can be left out of a history, and the rest still means what it
/// meant as far as the account allows.
struct History {
    let test: TestAccount
    var model: NaiveAccount
    var random = SplitMix(seed: 0)
    /// What was done, as far as it goes.
    var commands: [String] = []

    static let names = ["News", "Shop", "Kunden", "Blog"]
    static let fields = ["city", "nr"]
    static let cities = ["Berlin", "Köln", "say \"hi\"", "a\\b\nc", "Ulm"]

    /// Where the account and the naive one disagree, or a law does not hold.
    struct Disagreement: Error {
        let words: String
    }

    init() throws {
        test = try TestAccount()
        model = NaiveAccount(now: Clock.simulatedStart)
    }

    /// The seeds of the steps of a history.
    static func steps(seed: UInt64, count: Int) -> [UInt64] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in random.next() }
    }

    /// Runs steps, comparing the accounts after each.
    ///
    /// - Returns: What went wrong, with the commands until then; nil if nothing did.
    static func problem(in steps: [UInt64]) -> String? {
        do {
            var history = try History()
            do {
                for step in steps { try history.step(step) }
                try history.compareEverything()
                return nil
            } catch {
                let words = (error as? Disagreement)?.words ?? (error as? Failure).map { "\($0.code): \($0.message)" }
                return (history.commands + [words ?? "\(error)"]).joined(separator: "\n")
            }
        } catch {
            return "\(error)"
        }
    }

    /// A history that goes wrong without the steps that it does not need for that.
    static func shrunk(_ steps: [UInt64]) -> [UInt64] {
        var steps = steps
        var size = steps.count / 2
        while size > 0 {
            var start = 0
            while start < steps.count {
                var fewer = steps
                fewer.removeSubrange(start..<min(start + size, steps.count))
                if problem(in: fewer) != nil { steps = fewer } else { start += size }
            }
            size /= 2
        }
        return steps
    }

    // MARK: Chance

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[number(in: 0..<choices.count)]
    }

    mutating func number(in range: Range<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    mutating func chance(_ percent: Int) -> Bool {
        number(in: 0..<100) < percent
    }

    mutating func email() -> String {
        "p\(number(in: 0..<14))@example.com"
    }

    /// A day around the present.
    mutating func date() -> Instant {
        model.now.advanced(by: TimeSpan(seconds: Int64.random(in: -40...3, using: &random) * 86_400)) ?? model.now
    }

    /// A backup, rather a new one.
    mutating func backup() -> Int? {
        let ids = model.backups.keys.sorted()
        guard !ids.isEmpty else { return nil }
        return chance(40) ? ids.last : pick(ids)
    }

    // MARK: Steps

    private mutating func step(_ seed: UInt64) throws {
        random = SplitMix(seed: seed)
        try test.account.beginStatement()
        commands.append("nothing")
        let name = pick(Self.names)
        guard let number = model.standing(name) else {
            switch self.number(in: 0..<10) {
            case 0..<4: try importNew(name)
            case 4..<6: try create(name)
            case 6..<8: try restore()
            default: try undo()
            }
            return try compare()
        }
        switch self.number(in: 0..<100) {
        case 0..<22: try importRows(into: name, number)
        case 22..<30: try restore()
        case 30..<42: try changeOne(in: name, number)
        case 42..<46: try delete(name, number)
        case 46..<50: try advance()
        case 50..<54: try setBackup(name, number)
        case 54: try setRetention()
        case 55..<60: try unsubscribe(in: name, number)
        case 60..<63: try erase()
        case 63..<65: try rename(name, number)
        case 65..<90: try undo()
        default: try redo()
        }
        try compare()
    }

    /// Says what is being done, in place of nothing.
    mutating func note(_ command: String) {
        commands[commands.count - 1] = command
    }

    // MARK: Comparing

    /// Compares what a step may have changed.
    private func compare() throws {
        let standing = model.groups.values.filter { !$0.isDeleted }
        try expect(test.account.groups().map(\.name).sorted(), standing.map(\.name).sorted(), "groups")
        for group in standing { try compare(.group(group.name), group.state.people) }
        try expect(test.backupIDs, model.backups.keys.sorted(), "backups")
        guard let newest = model.backups.max(by: { $0.key < $1.key }) else { return }
        try compare(.backup(.id(newest.key)), newest.value.before.people)
    }

    private func compareEverything() throws {
        for group in model.groups.values where !group.isDeleted {
            var counts = StatusCounts()
            for person in group.state.people.values { counts.add(person.signUp.status) }
            try expect(test.account.group(group.name).counts, counts, "counts of \(group.name)")
        }
        for (id, backup) in model.backups {
            try compare(.backup(.id(id)), backup.before.people)
            let info = try test.account.backup(.id(id))
            try expect(info.recipients, backup.before.people.count, "recipients of backup \(id)")
            try expect(info.isUndone, backup.isUndone, "undone of backup \(id)")
        }
        try expect(test.account.verify().damaged, [], "damaged files")
    }

    private func compare(_ source: RecipientSource, _ people: [String: NaiveAccount.Person]) throws {
        let found = try self.people(of: source)
        guard found != people else { return }
        let emails = Set(found.keys).union(people.keys).filter { found[$0] != people[$0] }.sorted()
        let lines = emails.map { "  \($0)\n    found    \(words(found[$0]))\n    expected \(words(people[$0]))" }
        throw Disagreement(words: "\(source) differs:\n\(lines.joined(separator: "\n"))")
    }

    private func words(_ person: NaiveAccount.Person?) -> String {
        guard let person else { return "-" }
        let values = person.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(person.text(of: NaiveAccount.Person.signUpName) ?? "-") \(values)"
    }

    func people(of source: RecipientSource) throws -> [String: NaiveAccount.Person] {
        let reader = try test.account.recipients(of: source)
        var found: [String: NaiveAccount.Person] = [:]
        while let recipient = try reader.next() {
            var person = NaiveAccount.Person(signUp: recipient.signUp, source: recipient.source)
            for (field, value) in zip(reader.fields, recipient.values) { person.values[field] = value }
            found[recipient.email] = person
        }
        return found
    }

    func expect<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws {
        if found != expected { throw Disagreement(words: "\(what): \(found), expected \(expected)") }
    }
}
