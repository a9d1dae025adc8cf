internal import Recipients
internal import Storage

/// An erasure that has not reached every file of the store yet. It knows the address by its hash alone.
struct PendingErasure: Hashable {
    /// The address, by the hash of the account's register.
    let hash: UInt64
    /// The files in which the address may still stand, because they were damaged, and `groups` if files that nothing refers to
    /// could not be removed; nil for all: the erasure was cut off.
    var files: Set<String>?
    /// Whether the log tells of it.
    var isLogged = false

    /// What is to be looked through of a group.
    enum Scope {
        case nothing, everything
        /// These files, and what the group's counts make of them.
        case files(Set<String>)
    }

    func scope(ofGroup number: Int) -> Scope {
        guard let files else { return .everything }
        if files.contains(StoreLayout.manifest(ofGroup: number).text) { return .everything }
        let folder = StoreLayout.group(number).text + "/"
        let own = files.filter { $0.hasPrefix(folder) }
        return own.isEmpty ? .nothing : .files(own)
    }

    var includesLog: Bool { files?.contains(StoreLayout.log.text) ?? true }
}

extension PendingErasure: Codable {
    private enum CodingKeys: String, CodingKey { case hash, files, isLogged }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let hash = UInt64(hexadecimal: try container.decode(String.self, forKey: .hash)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .hash, in: container, debugDescription: "not a hash of an address")
        }
        self.hash = hash
        files = try container.decodeIfPresent([String].self, forKey: .files).map { Set($0) }
        guard files?.allSatisfy(Self.isOfStore) ?? true else {
            throw DecodingError.dataCorruptedError(
                forKey: .files, in: container, debugDescription: "not files of a store")
        }
        isLogged = try container.decodeIfPresent(Bool.self, forKey: .isLogged) ?? false
    }

    /// Whether this can be a path that an erasure wrote down.
    private static func isOfStore(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return path == StoreLayout.log.text || parts.first == "groups" && !parts.contains { $0 == ".." || $0.isEmpty }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(hash.hexadecimal, forKey: .hash)
        try container.encodeIfPresent(files?.sorted(), forKey: .files)
        if isLogged { try container.encode(isLogged, forKey: .isLogged) }
    }
}

extension AccountManifest {
    /// Puts an erasure among those that are to be finished, in place of an earlier one of the same address; one that has
    /// reached every file goes.
    mutating func setPending(_ erasure: PendingErasure) {
        var pending = (pendingErasures ?? []).filter { $0.hash != erasure.hash }
        if erasure.files?.isEmpty != true { pending.append(erasure) }
        pendingErasures = pending.isEmpty ? nil : pending
    }
}
