internal import JSONRecords
internal import Recipients

/// Whom a group remembers: people who left it and were then removed, so that no row of theirs tells that they left. An old list
/// that has them for active does not bring them back so.
///
/// Nobody in the group is remembered: what is known of them is in their rows.
struct LeaverRegister: Hashable {
    /// How addresses are known; the key is that of the account, so that whoever knows an address by its hash alone finds it.
    let key: AddressHash
    var records: LeaverRecords
}

/// The same, for looking addresses up.
struct LeaverMemory: Sendable {
    /// How addresses are known.
    let hash: AddressHash
    /// In the order of the hashes.
    private let hashes: [UInt64]
    private let dates: [Instant]

    /// - Parameters:
    ///   - records: Who is remembered.
    ///   - hash: How they are known.
    init(_ records: LeaverRecords?, _ hash: AddressHash) {
        let all = records?.all ?? []
        hashes = all.map(\.hash)
        dates = all.map(\.date)
        self.hash = hash
    }

    /// Nobody is remembered.
    var isEmpty: Bool { hashes.isEmpty }

    /// When somebody left who was removed since; nil for anybody else.
    ///
    /// - Parameter address: Normalised, as in a segment.
    /// - Complexity: In the logarithm of their number.
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

/// What a change does to whom a group remembers.
struct LeaverChanges: Sendable {
    /// Who leaves the group after having left it as a subscriber, and when the latter was.
    private(set) var removed: [LeaverRecords.Record] = []
    /// Who was remembered and is in the group again.
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
    /// Whom the group remembers.
    ///
    /// - Parameter account: The account's manifest, for the key of a group that remembers nobody.
    func memory(_ account: AccountManifest) -> LeaverMemory {
        LeaverMemory(leavers?.records, leavers?.key ?? account.addressHash)
    }

    /// Takes over what a change does to whom the group remembers.
    ///
    /// - Returns: Whom it has forgotten; nil for nobody.
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

    /// Forgets somebody for good, so that taking back a change does not bring the memory back either.
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
    /// Nil if there is nobody.
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
    /// How addresses are known that no file holds any more. A store has the key from its first change on.
    var addressHash: AddressHash { erasures?.hash ?? AddressHash() }
}
