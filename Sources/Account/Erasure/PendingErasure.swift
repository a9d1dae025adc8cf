internal import JSONRecords
internal import Recipients
internal import Storage
internal import SystemCalls

/// An erasure that has not reached every file of the store yet. Only the hash of the address is known.
struct PendingErasure: Hashable {
    /// The hash of the address in the account's register.
    let hash: UInt64
    /// The files that may still contain the address because they were damaged, and `groups` if files that nothing
    /// refers to could not be removed; nil for all files: the erasure was interrupted.
    var files: Set<String>?
    /// Whether the log has an entry about it.
    var isLogged = false

    /// What must be searched in a group.
    enum Scope {
        case nothing, everything
        /// These files, and the counts that depend on them.
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

extension PendingErasure: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        guard let hash = UInt64(hexadecimalDigits: try members.value("hash") as String) else { throw JSONMismatch() }
        self.hash = hash
        files = try (members.optional("files") as [String]?).map { Set($0) }
        guard files?.allSatisfy(Self.isOfStore) ?? true else { throw JSONMismatch() }
        isLogged = try members.optional("isLogged") ?? false
    }

    var json: JSONValue {
        JSONValue(members: [
            "hash": hash.hexadecimalDigits.json,
            "files": files?.sorted().json,
            "isLogged": isLogged ? true : nil,
        ])
    }

    /// Whether this can be a path that an erasure recorded.
    private static func isOfStore(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return path == StoreLayout.log.text || parts.first == "groups" && !parts.contains { $0 == ".." || $0.isEmpty }
    }
}

extension AccountManifest {
    /// Adds an erasure to the unfinished ones, replacing an earlier one of the same address. One that has reached every
    /// file is dropped.
    mutating func setPending(_ erasure: PendingErasure) {
        var pending = (pendingErasures ?? []).filter { $0.hash != erasure.hash }
        if erasure.files?.isEmpty != true { pending.append(erasure) }
        pendingErasures = pending.isEmpty ? nil : pending
    }
}
