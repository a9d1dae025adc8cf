internal import JSONRecords
internal import Recipients

/// Whom a group remembers: people who left and were then removed, so that no row says that they left. An old list in
/// which they are active does not make them active again.
///
/// Nobody who is in the group is remembered: their rows say what is known of them.
struct LeaverRegister: Hashable {
    /// The hash function. Its key is the account's, so that somebody of whom only the hash is known can be found.
    let key: AddressHash
    var records: LeaverRecords
}

/// The same, for looking up addresses.
struct LeaverMemory: Sendable {
    /// The hash function.
    let hash: AddressHash
    /// In ascending order.
    private let hashes: [UInt64]
    private let dates: [Instant]

    /// - Parameters:
    ///   - records: Who is remembered; nil for nobody.
    ///   - hash: The hash function of the records.
    init(_ records: LeaverRecords?, _ hash: AddressHash) {
        let all = records?.all ?? []
        hashes = all.map(\.hash)
        dates = all.map(\.date)
        self.hash = hash
    }

    /// Whether nobody is remembered.
    var isEmpty: Bool { hashes.isEmpty }

    /// When somebody left who has been removed since; nil for anybody else.
    ///
    /// - Parameter address: A normalised address, as in a segment.
    /// - Complexity: Logarithmic in their number.
    func date(of address: UnsafeRawBufferPointer) -> Instant? {
        if hashes.isEmpty { return nil }
        let hash = hash(address)
        var (low, high) = (0, hashes.count)
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < hashes.count && hashes[low] == hash ? dates[low] : nil
    }
}

/// What a change does to the people whom a group remembers.
struct LeaverChanges: Sendable {
    /// Those who are removed from the group after they had left, with the date on which they left.
    private(set) var removed: [LeaverRecords.Record] = []
    /// Those who were remembered and are in the group again.
    private(set) var returned: [UInt64] = []

    var isEmpty: Bool { removed.isEmpty && returned.isEmpty }

    mutating func noteRemoved(_ hash: UInt64, leftOn date: Instant) {
        removed.append(LeaverRecords.Record(hash: hash, date: date))
    }

    mutating func noteReturned(_ hash: UInt64) {
        returned.append(hash)
    }

    mutating func add(_ other: LeaverChanges) {
        removed += other.removed
        returned += other.returned
    }
}

extension GroupManifest {
    /// The people whom the group remembers.
    ///
    /// - Parameter account: The account's manifest, for the key of a group that remembers nobody.
    func memory(_ account: AccountManifest) -> LeaverMemory {
        LeaverMemory(leavers?.records, leavers?.key ?? account.addressHash)
    }

    /// Applies what a change does to the people whom the group remembers.
    ///
    /// - Returns: Those whom it has forgotten; nil for nobody.
    mutating func remember(_ changes: LeaverChanges, _ account: AccountManifest) -> LeaverRegister? {
        if changes.isEmpty { return nil }
        let key = leavers?.key ?? account.addressHash
        var dates = leavers?.records.dates ?? [:]
        var forgotten: [UInt64: Instant] = [:]
        for hash in changes.returned { forgotten[hash] = dates.removeValue(forKey: hash) }
        for record in changes.removed { dates[record.hash] = record.date }
        leavers = LeaverRegister(key, dates)
        return LeaverRegister(key, forgotten)
    }

    /// Forgets somebody for good, so that undoing a change does not bring the memory back either.
    mutating func forgetLeaver(_ trace: AddressTrace) {
        guard let key = (leavers ?? backups.lazy.compactMap(\.forgotten).first)?.key, let hash = trace.hash(under: key)
        else { return }
        leavers = leavers?.without(hash)
        for index in backups.indices { backups[index].forgotten = backups[index].forgotten?.without(hash) }
    }
}

extension LeaverRegister: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        key = try members.value("key")
        records = try members.value("records")
    }

    var json: JSONValue {
        JSONValue(members: [
            "key": key.json,
            "records": records.json,
        ])
    }
}

extension LeaverRegister {
    /// Nil if there are no dates.
    init?(_ key: AddressHash, _ dates: [UInt64: Instant]) {
        if dates.isEmpty { return nil }
        self.init(key: key, records: LeaverRecords(dates))
    }

    /// The register without an address; nil if nobody is left.
    fileprivate func without(_ hash: UInt64) -> LeaverRegister? {
        var dates = records.dates
        guard dates.removeValue(forKey: hash) != nil else { return self }
        return LeaverRegister(key, dates)
    }
}

extension AccountManifest {
    /// The hash function for addresses that no file contains any more. A store has its key from its first change on.
    var addressHash: AddressHash { erasures?.hash ?? AddressHash() }
}
