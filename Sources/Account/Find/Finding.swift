public import Recipients

/// A result of `find`: a state that has an address.
public struct Finding: Hashable, Sendable {
    /// The name of the group; for a backup, its name at that time.
    public let group: String
    /// The backup that has it; nil for the current state of the group.
    public let backup: Int?
    /// When the backup was made; nil for the current state.
    public let created: Instant?
    /// The address, normalised.
    public let email: String
    /// The status in that state.
    public let status: Status
    /// Whether the group is deleted.
    public let isOfDeletedGroup: Bool
}

extension Account {
    /// The states of all groups that have an address: by group, its backups by date, then its current state.
    ///
    /// - Throws: `invalid-email`; `damaged` if any group that may have it cannot be searched: a list that silently
    ///   lacks a place would be wrong.
    /// - Complexity: Groups and segments whose fingerprints tell that they do not have the address are not opened;
    ///   segments are searched rather than read.
    public func find(_ email: String) throws(Failure) -> [Finding] {
        let address = try EmailAddress(email)
        return try reading(find(address))
    }

    private func find(_ address: EmailAddress) throws(Failure) -> [Finding] {
        var found: [Finding] = []
        for group in try searchedGroups(for: address) {
            let places = places(in: group)
            let search = try AddressSearch(address, in: group, places.map(\.state), store)
            guard search.isKnown else { continue }
            for place in places {
                guard let recipient = search.recipient(in: place.state) else { continue }
                found.append(Finding(place, recipient.email, recipient.status))
            }
        }
        return found
    }

    /// The groups that may have an address, by name: those that are not deleted, and deleted ones with backups.
    func searchedGroups(for address: EmailAddress) throws(Failure) -> [GroupManifest] {
        let groups = try store.groups(thatMayHave: address)
        try checkNoneDamaged()
        return groups.sortedByName()
    }

    /// All groups, by name.
    func searchedGroups() throws(Failure) -> [GroupManifest] {
        try checkAllWhole()
        return try store.groups.values.sortedByName()
    }

    /// The visible states of a group: its backups, oldest first, and its current state unless it is deleted.
    func places(in group: GroupManifest) -> [GroupState] {
        let backups = group.backups.filter(isVisible).map { GroupState(group: group, backup: $0) }
        return group.isDeleted ? backups : backups + [GroupState(group: group, backup: nil)]
    }
}

extension Finding {
    init(_ place: GroupState, _ email: String, _ status: Status) {
        self.init(
            group: place.backup?.name ?? place.group.name, backup: place.backup?.id, created: place.backup?.created,
            email: email, status: status, isOfDeletedGroup: place.group.isDeleted)
    }
}
