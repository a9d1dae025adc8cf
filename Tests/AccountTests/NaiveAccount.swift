import Recipients

/// The account as one would write it without a thought for size: dictionaries, copied for every backup.
struct NaiveAccount {
    struct Person: Equatable {
        var signUp: SignUp
        var values: [String: String] = [:]
    }

    struct Group {
        var name: String
        var people: [String: Person] = [:]
        var keepsBackups = true
        var isDeleted = false
    }

    struct Backup {
        let group: Int
        let name: String
        let created: Instant
        let people: [String: Person]
    }

    var now: Instant
    var groups: [Int: Group] = [:]
    var backups: [Int: Backup] = [:]
    var nextGroup = 1
    var nextBackup = 1
    var keepsBackups = true
    var retention = RetentionPolicy.standard

    init(now: Instant) {
        self.now = now
    }

    func standing(_ name: String) -> Int? {
        groups.first { $0.value.name == name && !$0.value.isDeleted }?.key
    }

    mutating func expire() {
        backups = backups.filter { $0.value.created.microseconds + retention.microseconds > now.microseconds }
        for (number, group) in groups where group.isDeleted && !backups.values.contains(where: { $0.group == number }) {
            groups[number] = nil
        }
    }

    mutating func keepBackup(_ number: Int, via interface: String?) {
        guard let group = groups[number], interface == nil, keepsBackups, group.keepsBackups else { return }
        backups[nextBackup] = Backup(group: number, name: group.name, created: now, people: group.people)
        nextBackup += 1
    }

    /// A row of a file: nil for a sign-up column that the file does not have.
    struct FileRow {
        let email: String
        var activated: Instant??
        var values: [String: String?]
    }

    mutating func importRows(
        _ rows: [FileRow],
        into number: Int,
        mode: ImportMode,
        empty: EmptyCells,
        resubscribes: Bool,
        via interface: String?
    ) {
        keepBackup(number, via: interface)
        let before = groups[number]?.people ?? [:]
        var people = before
        for row in rows {
            let isNew = before[row.email] == nil
            if isNew ? !mode.adds : !mode.updates { continue }
            people[row.email] = merged(row, people[row.email], empty: empty, resubscribes: resubscribes)
        }
        if mode == .replace {
            let emails = Set(rows.map(\.email))
            people = people.filter { emails.contains($0.key) }
        }
        groups[number]?.people = people
    }

    private func merged(_ row: FileRow, _ stored: Person?, empty: EmptyCells, resubscribes: Bool) -> Person {
        var person = stored ?? Person(signUp: SignUp(registered: nil))
        if let activated = row.activated {
            var said = person.signUp
            said.activated = activated
            let mayActivate = person.signUp.status != .unsubscribed || resubscribes
            if activated != nil, said.status == .unsubscribed, mayActivate { said.deactivated = nil }
            person.signUp = consented(stored?.signUp, said, resubscribes: resubscribes)
        } else if stored == nil {
            person.signUp = SignUp(registered: now, activated: now)
        } else if resubscribes, person.signUp.status == .unsubscribed {
            person.signUp = SignUp(registered: person.signUp.registered, activated: now)
        }
        for (field, value) in row.values {
            if let value {
                person.values[field] = value
            } else if empty == .clear {
                person.values[field] = nil
            }
        }
        return person
    }

    private func consented(_ known: SignUp?, _ said: SignUp, resubscribes: Bool) -> SignUp {
        guard let known, known.status == .unsubscribed, !resubscribes, let left = known.deactivated else { return said }
        if let activated = said.activated, activated > left { return said }
        if said.status == .unsubscribed, let again = said.deactivated, again > left { return said }
        return known
    }

    /// - Returns: Where it went.
    mutating func restore(_ id: Int, mode: ImportMode, resubscribes: Bool) -> Int? {
        guard let backup = backups[id], let origin = groups[backup.group] else { return nil }
        let target: Int
        if !origin.isDeleted {
            target = backup.group
        } else if let namesake = standing(backup.name) {
            target = namesake
        } else {
            target = backup.group
            groups[target]?.isDeleted = false
            groups[target]?.name = backup.name
            groups[target]?.keepsBackups = true
        }
        let before = groups[target]?.people ?? [:]
        let newer = backups.filter { $0.value.group == backup.group && $0.key > id }.sorted { $0.key > $1.key }
        keepBackup(target, via: nil)
        var people = before
        let fields = Set(backup.people.values.flatMap(\.values.keys))
        for (email, person) in backup.people {
            if before[email] == nil ? !mode.adds : !mode.updates { continue }
            var known = before[email]?.signUp
            if known == nil, target != backup.group, !origin.isDeleted { known = origin.people[email]?.signUp }
            known = known ?? newer.lazy.compactMap { $0.value.people[email]?.signUp }.first
            var merged = before[email] ?? person
            merged.signUp = consented(known, person.signUp, resubscribes: resubscribes)
            for field in fields.union(Self.fields) { merged.values[field] = person.values[field] }
            people[email] = merged
        }
        if mode == .replace { people = people.filter { backup.people[$0.key] != nil } }
        groups[target]?.people = people
        return target
    }

    /// Every group of the model's histories has these fields from the start.
    static let fields = ["city", "nr"]
}
