public import Recipients
internal import Snapshots

/// How many groups, backups and records of activity held an erased address.
public struct ErasureResult: Hashable, Sendable {
    /// The address, normalised.
    public let email: String
    /// Groups that held it.
    public fileprivate(set) var groups = 0
    /// Backups that held it.
    public fileprivate(set) var backups = 0
    /// Records of activity that held it.
    public fileprivate(set) var activity = 0
    /// Groups, or deleted ones with backups, in which it stood in fields of other recipients too; those are empty now.
    public fileprivate(set) var traces: [String] = []
}

extension Account {
    /// Removes an address for good from every group, its activity and every backup, also from the fields of others. Afterwards
    /// no file of the store holds it; a keyed hash keeps old files from bringing it back.
    ///
    /// The intention is written first: what a crash leaves undone is finished before the next command.
    ///
    /// - Throws: `damaged` if any group cannot be read, before anything is done.
    public func erase(_ email: String) throws(Failure) -> ErasureResult {
        try beginChange()
        try checkAllWhole()
        let address = try EmailAddress(email)
        var account = store.account
        var register = account.erasures ?? AddressRegister()
        register.note(address, at: now)
        account.erasures = register
        account.unfinishedErasure = address.text
        try store.commit(account, nil)
        return try finishErasure(of: address)
    }

    /// Finishes an erasure that a crash has cut off; the lock is held. What stands in its way, a damaged group perhaps, does
    /// not stop other work.
    func finishUnfinishedErasure() {
        guard let email = store.account.unfinishedErasure else { return }
        do throws(Failure) {
            // Groups that the address has left already must not get it back.
            try store.makeDurable(includingGroups: true)
            _ = try finishErasure(of: try EmailAddress(email))
        } catch {
            warn("an erasure that was cut off cannot be finished yet: \(error.message)")
        }
    }

    private func finishErasure(of address: EmailAddress) throws(Failure) -> ErasureResult {
        var result = ErasureResult(email: address.text)
        for number in store.groups.keys.sorted() {
            if let group = store.groups[number] { try erase(address, from: group, &result) }
        }
        var account = store.account
        account.unfinishedErasure = nil
        try store.commit(account, entry(.erase, recipients: 1))
        return result
    }

    private func erase(
        _ address: EmailAddress,
        from group: GroupManifest,
        _ result: inout ErasureResult
    ) throws(Failure) {
        var manifest = group
        if try dropFromCounts(address, of: &manifest.state, group) { result.groups += 1 }
        for index in manifest.backups.indices {
            if try dropFromCounts(address, of: &manifest.backups[index].state, group) { result.backups += 1 }
        }
        let trace = AddressTrace(address.text)
        for reference in group.segments {
            guard let segment = try store.open([reference.number], of: group).first else { continue }
            var cursor = SegmentCursor(segment)
            let row = Array(address.text.utf8).withUnsafeBytes { cursor.find($0) }
            let isTraced = trace.occurs(in: segment)
            if isTraced, result.traces.last != group.name { result.traces.append(group.name) }
            if row != nil || isTraced {
                _ = try rewrite(
                    segment, without: row.map { [$0] } ?? [], clearing: isTraced ? trace : nil, of: &manifest)
            }
        }
        result.activity += try dropActivity(of: &manifest) { $0 != address.text }
        guard manifest != group else { return }
        try store.commit(manifest, nil)
    }

    /// Takes a recipient out of the counts of a state.
    ///
    /// - Returns: Whether the state has it.
    private func dropFromCounts(
        _ address: EmailAddress,
        of state: inout GroupManifest.State,
        _ group: GroupManifest
    ) throws(Failure) -> Bool {
        var cursor = StackCursor(try open(state, of: group))
        guard let row = Array(address.text.utf8).withUnsafeBytes({ cursor.find($0) }) else { return false }
        state.counts.remove(Status(of: row))
        return true
    }

    /// Forgets that an address was erased: somebody adds it by hand.
    func forgetErasure(of address: EmailAddress) throws(Failure) {
        var account = store.account
        guard var register = account.erasures, register.forget(address) else { return }
        account.erasures = register
        try store.commit(account, nil)
    }

    /// The rule for an import or a restore.
    func erasureRule(resubscribes: Bool) -> ErasureRule {
        ErasureRule(store.account.erasures, resubscribes: resubscribes)
    }
}
