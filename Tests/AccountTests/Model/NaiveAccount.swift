import Recipients

/// The account as one would write it without a thought for size: dictionaries, copied for every backup. What it does is
/// written from the description of the language, rule by rule, and not from the account that it is compared with.
struct NaiveAccount {
    struct Person: Equatable {
        var signUp = SignUp()
        var source: String?
        var values: [String: String] = [:]
    }

    /// What a group was at some time.
    struct State: Equatable {
        var people: [String: Person] = [:]
        var fields: Set<String> = []

        /// Who has left, with the dates.
        var leavers: [String: Instant] {
            people.compactMapValues { $0.signUp.status == .unsubscribed ? $0.signUp.deactivated : nil }
        }

        /// Drops all other fields, with their values.
        mutating func keepFields(_ kept: Set<String>) {
            fields = kept
            people = people.mapValues { person in
                var person = person
                person.values = person.values.filter { kept.contains($0.key) }
                return person
            }
        }
    }

    struct Group {
        var name: String
        var state = State()
        /// Who left and was then removed, with the date. What is known of those in the group is in their sign-up.
        var remembered: [String: Instant] = [:]
        var keepsBackups = true
        var isDeleted = false
        /// The backups of the changes because of which it is deleted: the last of them deleted it.
        var deletions: [Int] = []
    }

    enum Event { case created, deleted }

    struct Backup {
        let group: Int
        let name: String
        let created: Instant
        let event: Event?
        let isUndo: Bool
        var before: State
        var after: State
        /// The deletions that the change put an end to, if it brought the group back.
        var deletions: [Int] = []
        /// Whom the group had remembered until the change, which let them in again.
        var forgotten: [String: Instant] = [:]
        /// The undos of the whole change that stand: those without a backup count as `unkept`.
        var standingUndos: Set<Int> = []
        /// The backup whose change this undo took back as a whole.
        var undoes: Int?
        var isRedo = false

        static let unkept = -1

        var isUndone: Bool { !standingUndos.isEmpty }
    }

    var now: Instant
    var groups: [Int: Group] = [:]
    var backups: [Int: Backup] = [:]
    var nextGroup = 1
    var nextBackup = 1
    var keepsBackups = true
    var retention = RetentionPolicy.standard
    var erased: [String: Instant] = [:]

    init(now: Instant) {
        self.now = now
    }

    // MARK: Groups

    func standing(_ name: String) -> Int? {
        groups.first { $0.value.name == name && !$0.value.isDeleted }?.key
    }

    mutating func create(_ name: String, fields: Set<String> = []) -> Int {
        defer { nextGroup += 1 }
        groups[nextGroup] = Group(name: name, state: State(fields: fields))
        return nextGroup
    }

    mutating func delete(_ number: Int, via interface: String?) {
        let leavers = groups[number]?.state.leavers ?? [:]
        let kept = change(number, via: interface, event: .deleted) { model in
            model.groups[number]?.state = State()
            model.groups[number]?.isDeleted = true
        }
        // Nothing else tells of those who left.
        if kept == nil { groups[number]?.remembered.merge(leavers) { $1 } }
        expire()
    }

    /// Backups whose time is up go, and with its last backup a deleted group.
    mutating func expire() {
        backups = backups.filter { $0.value.created.microseconds + retention.microseconds > now.microseconds }
        for (number, group) in groups where group.isDeleted && !backups.values.contains(where: { $0.group == number }) {
            groups[number] = nil
        }
    }

    // MARK: Changes

    /// Makes a change of a group, with its backup where one is kept.
    ///
    /// - Parameter deletedBefore: The deletions that come into force again with this one.
    /// - Returns: The backup's id.
    @discardableResult
    mutating func change(
        _ number: Int,
        via interface: String? = nil,
        event: Event? = nil,
        isUndo: Bool = false,
        deletedBefore: [Int] = [],
        _ body: (inout NaiveAccount) -> Void
    ) -> Int? {
        guard let before = groups[number] else { return nil }
        let isKept = interface == nil && keepsBackups && before.keepsBackups
        body(&self)
        if event == .created { rememberDeletedLeavers(number) }
        let people = groups[number]?.state.people ?? [:]
        let forgotten = before.remembered.filter { people[$0.key] != nil }
        for email in forgotten.keys { groups[number]?.remembered[email] = nil }
        if event != nil { groups[number]?.deletions = [] }
        guard isKept else { return nil }
        backups[nextBackup] = Backup(
            group: number, name: event == .created ? groups[number]?.name ?? before.name : before.name, created: now,
            event: event, isUndo: isUndo, before: before.state, after: groups[number]?.state ?? State(),
            deletions: before.deletions, forgotten: forgotten)
        if event == .deleted { groups[number]?.deletions = deletedBefore + [nextBackup] }
        defer { nextBackup += 1 }
        return nextBackup
    }

    /// Takes somebody out of a group, which remembers those who have left.
    mutating func remove(_ email: String, from number: Int) {
        guard let person = groups[number]?.state.people.removeValue(forKey: email) else { return }
        if person.signUp.status == .unsubscribed { groups[number]?.remembered[email] = person.signUp.deactivated }
    }

    /// A group that comes back remembers those who had left when it was deleted, and who do not come back with it.
    private mutating func rememberDeletedLeavers(_ number: Int) {
        let deletions = backups.filter { $0.value.group == number && $0.value.event == .deleted }
        guard let last = deletions.max(by: { $0.key < $1.key })?.value else { return }
        for (email, date) in last.before.leavers where groups[number]?.state.people[email] == nil {
            groups[number]?.remembered[email] = date
        }
    }

    /// Forgets that somebody left, for good.
    mutating func forget(_ email: String, in number: Int) {
        groups[number]?.remembered[email] = nil
        for id in backups.keys where backups[id]?.group == number { backups[id]?.forgotten[email] = nil }
    }

    mutating func erase(_ email: String) {
        erased[email] = now
        for number in groups.keys {
            groups[number]?.state.people[email] = nil
            forget(email, in: number)
        }
        for id in backups.keys {
            backups[id]?.before.people[email] = nil
            backups[id]?.after.people[email] = nil
        }
    }

    // MARK: The consent rule

    /// What is known of somebody's having left.
    enum Known {
        case person(SignUp)
        case left(Instant)
    }

    /// What a group itself knows: its recipients, and after them those whom it remembers.
    func known(_ email: String, in number: Int) -> Known? {
        if let person = groups[number]?.state.people[email] { return .person(person.signUp) }
        return groups[number]?.remembered[email].map(Known.left)
    }

    /// What a restore asks: the group that it goes to, the group the rows came from, and that group's states.
    func known(_ email: String, in target: Int, restoredFrom origin: Int) -> Known? {
        if let known = known(email, in: target) ?? known(email, in: origin) { return known }
        for (_, backup) in backups.filter({ $0.value.group == origin }).sorted(by: { $0.key > $1.key }) {
            for state in [backup.after, backup.before] {
                if let person = state.people[email] { return .person(person.signUp) }
            }
        }
        return nil
    }

    /// What becomes of what a row says, by the consent rule.
    ///
    /// - Parameter said: What the recipient would be if the row decided.
    func consented(_ said: SignUp, _ known: Known?, resubscribes: Bool) -> (signUp: SignUp, isKept: Bool) {
        switch known {
        case nil: return (said, false)
        case .person(let person):
            guard person.status == .unsubscribed, !resubscribes, let left = person.deactivated else {
                return (said, false)
            }
            if isLater(said.activated, than: left) { return (said, false) }
            // Of two leavings the later one is kept.
            if said.status == .unsubscribed { return (isLater(said.deactivated, than: left) ? said : person, false) }
            return (person, true)
        case .left(let left):
            if resubscribes || isLater(said.activated, than: left) { return (said, false) }
            if said.status == .unsubscribed, isLater(said.deactivated, than: left) { return (said, false) }
            let kept = SignUp(registered: said.registered, activated: said.activated, deactivated: left)
            return (kept, said.status != .unsubscribed)
        }
    }

    func isLater(_ date: Instant?, than other: Instant) -> Bool {
        date.map { $0 > other } ?? false
    }

    /// Whether the erasure of an address keeps a row out.
    func isErased(_ email: String, activated: Instant?, resubscribes: Bool) -> Bool {
        guard let date = erased[email], !resubscribes else { return false }
        return !isLater(activated, than: date)
    }
}
