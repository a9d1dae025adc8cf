public import Recipients

extension Account {
    /// All groups, by name.
    ///
    /// - Throws: `damaged` if any manifest cannot be read: a list that silently lacks a group would be wrong.
    public func groups() throws(Failure) -> [GroupInfo] {
        try checkAllWhole()
        return try store.groups.values.filter { !$0.isDeleted }.sortedByName().map(info)
    }

    /// The group with a name. Throws `unknown-group`, with the nearest name, if there is none.
    public func group(_ name: String) throws(Failure) -> GroupInfo {
        info(try liveGroup(name))
    }

    /// The backups of one group, or of all, by group and then by date.
    public func backups(of name: String? = nil) throws(Failure) -> [BackupInfo] {
        guard let name else {
            try checkAllWhole()
            // The manifests list their backups in order; a renamed group's backups are listed under both names.
            return try store.groups.values.flatMap(visibleBackups).sortedByGroup()
        }
        let group = try groupOrDeleted(name)
        try noteEarlierGroup(than: group)
        return visibleBackups(of: group).sortedByGroup()
    }

    private func visibleBackups(of group: GroupManifest) -> [BackupInfo] {
        let undone = group.undoneBackups
        return group.backups.filter(isVisible).map { info($0, of: group, undone: undone) }
    }

    /// Information about a backup. Throws `unknown-backup` or `expired-backup`.
    public func backup(_ reference: BackupReference) throws(Failure) -> BackupInfo {
        let (group, backup) = try find(reference)
        return info(backup, of: group)
    }

    /// Creates an empty group.
    public func createGroup(_ name: String, fields: [String] = []) throws(Failure) -> GroupInfo {
        try beginChange()
        let name = try freeName(name)
        var manifest = GroupManifest(number: store.nextGroup, name: name, created: now)
        for (index, field) in fields.enumerated() {
            let field = try about(.newField(index), FieldName(field).text)
            guard manifest.column(ofField: field) == nil else {
                throw GroupProblem.fieldNamedTwice(field, index: index).failure
            }
            manifest.addField(field)
        }
        try store.commit(manifest, entry(.createGroup, manifest))
        return info(manifest)
    }

    /// Renames a group. Its backups keep the name under which they were made.
    public func renameGroup(_ name: String, to newName: String) throws(Failure) -> GroupInfo {
        try beginChange()
        var manifest = try liveGroup(name)
        let note = "was \(manifest.name)"
        manifest.name = try freeName(newName, for: manifest)
        try store.commit(manifest, entry(.renameGroup, manifest, note: note))
        return info(manifest)
    }

    /// Deletes a group with its activity, and keeps a backup in the same step unless backups are off or the deletion
    /// comes through an external interface.
    ///
    /// - Parameters:
    ///   - name: The group.
    ///   - interface: The external interface that the deletion comes through, for which no backup is kept; nil if the
    ///     user deletes it.
    ///   - note: The user's note for the log; nil for none.
    public func deleteGroup(
        _ name: String,
        via interface: String? = nil,
        note: String? = nil
    ) throws(Failure) -> DeletionResult {
        let note = try checkedNote(note)
        try beginChange()
        var manifest = try liveGroup(name)
        let recipients = manifest.state.counts.recipients
        let group = manifest
        let kept = keepBackup(of: manifest, in: &manifest, reason: .deleteGroup, via: interface, event: .deleted)
        let damage = kept.id == nil ? nil : damage(of: group)
        // Nothing else will tell who has left.
        if kept.id == nil, !manifest.backups.isEmpty { try rememberLeavers(of: manifest.state, in: &manifest) }
        manifest.state = .init()
        manifest.delete(at: now)
        manifest.noteAfter(ofBackup: kept.id)
        try store.commit(manifest, entry(.deleteGroup, manifest, recipients: recipients, kept, note: note))
        if manifest.backups.isEmpty { clearAway(manifest) }
        if let damage { warn(.damagedBackup(damage)) }
        return DeletionResult(
            group: manifest.name, recipients: recipients, kept: kept, isDamaged: damage?.code == .damaged)
    }

    /// What keeps a group from being read; nil if nothing does. On a server it is not looked for: all rows would have
    /// to be fetched.
    private func damage(of group: GroupManifest) -> Failure? {
        do throws(Failure) {
            let segments = try open(group.state, of: group, check: .asNeeded)
            try segments.filter(\.isWhole).checkRead()
            return nil
        } catch {
            return error
        }
    }

    /// Removes the data of a deleted group without backups.
    private func clearAway(_ manifest: GroupManifest) {
        do throws(Failure) {
            try store.removeGroup(manifest.number)
        } catch {
            warn(.deletedDataStays(error))
        }
    }

    // MARK: Pieces

    func find(
        _ reference: BackupReference
    ) throws(Failure) -> (group: GroupManifest, backup: GroupManifest.Backup) {
        switch reference {
        case .id(let id): try findBackup(id)
        case .latest(let name): try latestBackup(of: name)
        }
    }

    func info(_ group: GroupManifest) -> GroupInfo {
        GroupInfo(
            name: group.name, counts: group.state.counts,
            keepsBackups: store.account.keepsBackups && group.keepsBackups,
            ownSetting: group.keepsBackups, backups: group.backups.count { isVisible($0) }, created: group.created,
            fields: group.fields, bytes: group.bytes)
    }

    /// - Parameter undone: The group's backups whose changes have been undone; nil to find that out.
    func info(_ backup: GroupManifest.Backup, of group: GroupManifest, undone: Set<Int>? = nil) -> BackupInfo {
        BackupInfo(
            id: backup.id, group: backup.name, reason: backup.reason, created: backup.created,
            expires: store.account.policy.expiry(ofBackupMade: backup.created),
            recipients: backup.state.counts.recipients, isOfDeletedGroup: group.isDeleted,
            isUndone: (undone ?? group.undoneBackups).contains(backup.id))
    }

    /// Adds a backup of a group's state before a change to its manifest after the change, if one is to be kept.
    func keepBackup(
        of before: GroupManifest,
        in after: inout GroupManifest,
        reason: BackupReason,
        via interface: String?,
        event: GroupManifest.GroupEvent? = nil
    ) -> KeptBackup {
        let refusal = NoBackupReason.reason(
            accountIsOn: store.account.keepsBackups, groupIsOn: before.keepsBackups, interface: interface)
        if let refusal { return .none(refusal) }
        var backup = GroupManifest.Backup(
            id: store.nextBackup, before: before, reason: reason, created: now, sequence: store.log.nextSequence)
        backup.event = event
        after.backups.append(backup)
        return .backup(backup.id)
    }

    /// The log entry of a change of a group. Addresses are removed from texts that the user may have put them into.
    func entry(
        _ action: LogEntry.Action,
        _ manifest: GroupManifest,
        recipients: Int? = nil,
        _ kept: KeptBackup? = nil,
        note: String? = nil,
        file: String? = nil
    ) -> LogEntry {
        var notes = note.map { [$0] } ?? []
        var via: String?
        switch kept?.reason {
        case .via(let interface):
            via = interface
            notes.append(LogEntry.interfacePrefix + interface)
        case let reason?: notes.append("no backup: \(reason.resultText)")
        case nil: break
        }
        return LogEntry(
            at: now, action: action, group: manifest.name, recipients: recipients, backup: kept?.id,
            note: notes.isEmpty ? nil : notes.joined(separator: "; ").withoutAddresses, user: user,
            file: file?.withoutAddresses, via: via?.withoutAddresses, groupNumber: manifest.number)
    }

    /// The log entry of a change of the account.
    func entry(
        _ action: LogEntry.Action,
        at instant: Instant? = nil,
        recipients: Int? = nil,
        note: String? = nil
    ) -> LogEntry {
        LogEntry(at: instant ?? now, action: action, recipients: recipients, note: note, user: user)
    }

    func checkAllWhole() throws(Failure) {
        _ = try store.groups
        try checkNoneDamaged()
    }

    /// Throws if a manifest that has been read cannot be relied on.
    func checkNoneDamaged() throws(Failure) {
        if let first = store.damagedGroups.min(by: { $0.key < $1.key }) { throw first.value.failure }
    }
}

/// Whether a change kept a backup.
public enum KeptBackup: Hashable, Sendable {
    /// The id of the backup that holds the state before the change.
    case backup(Int)
    /// Why there is none.
    case none(NoBackupReason)

    /// The backup's id, if one was kept.
    public var id: Int? {
        if case .backup(let id) = self { return id }
        return nil
    }

    /// Why no backup was kept; nil if one was.
    public var reason: NoBackupReason? {
        if case .none(let reason) = self { return reason }
        return nil
    }
}

/// What a deletion did.
public struct DeletionResult: Hashable, Sendable {
    /// The name of the deleted group.
    public let group: String
    /// How many recipients it had.
    public let recipients: Int
    /// The backup that holds them, or why there is none.
    public let kept: KeptBackup
    /// Whether the group was damaged, so that this backup cannot be restored as it is.
    public let isDamaged: Bool
}
