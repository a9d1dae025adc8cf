internal import Recipients
internal import Snapshots
internal import Storage

extension Store {
    /// Replaces a group's manifest, which commits a change.
    ///
    /// - Parameters:
    ///   - manifest: The new manifest.
    ///   - entry: The log entry; nil for one step of something that the account's own commit will complete.
    func commit(_ manifest: GroupManifest, _ entry: LogEntry?) throws(Failure) {
        // Nobody could read the manifest.
        guard manifest.columns.count <= GroupManifest.maximumColumns else {
            throw GroupProblem.tooManyFields(
                group: manifest.name, count: manifest.columns.count, limit: GroupManifest.maximumColumns
            ).failure
        }
        var manifest = manifest
        let unreferenced = manifest.dropUnreferencedSegments()
        manifest.limitFingerprints()
        let old = knownGroups[manifest.number]
        // Files that the old manifest refers to are removed only after the change is durable.
        let removesFiles = !unreferenced.isEmpty || old?.activityFile != manifest.activityFile
        let isDeferred = defersCommits && storage.replacesForNow && entry != nil && !removesFiles
        if !isDeferred { try finishChanges() }
        let writer = ManifestWriter(epoch: epoch)
        if let entry {
            manifest.journal = try number(entry, of: writer, highestGroup: max(nextGroup - 1, manifest.number))
        }
        // A group whose activity is still in format 1 stays in that format until it is migrated.
        if manifest.activity != nil { manifest.format = GroupManifest.currentFormat }
        manifest.writer = writer
        if let old, !manifest.hasFingerprints(of: old) { try forgetAddresses(of: old.number) }
        let isDurable = try replace(
            StoreLayout.manifest(ofGroup: manifest.number), with: ChecksummedJSON.encode(manifest), writer,
            logging: entry == nil ? nil : manifest.journal, isDeferred: isDeferred)
        manifests.setGroup(manifest.number, to: manifest)
        // Files that the old manifest refers to stay while a power cut could still bring it back; a sweep removes them
        // later.
        guard isDurable else { return }
        for number in unreferenced { removals.insert(.segment(number, group: manifest.number)) }
        if let old, old.activityFile != manifest.activityFile {
            removals.insert(.activity(old.activityFile, group: manifest.number))
        }
        removeUnreferenced()
    }

    /// Replaces `account.json`.
    func commit(_ changed: AccountManifest, _ entry: LogEntry?) throws(Failure) {
        try finishChanges()
        var changed = changed
        let writer = ManifestWriter(epoch: epoch)
        if let entry { changed.journal = try number(entry, of: writer, highestGroup: nextGroup - 1) }
        changed.writer = writer
        try replace(
            StoreLayout.account, with: ChecksummedJSON.encode(changed), writer,
            logging: entry == nil ? nil : changed.journal)
        manifests.setAccount(changed)
    }

    /// A log entry with its number, its write, and the highest group number: so the log's last line says how many
    /// groups there should be.
    private func number(
        _ entry: LogEntry,
        of writer: ManifestWriter,
        highestGroup: Int
    ) throws(Failure) -> LogEntry {
        let isAwaiting = isAwaited(before: entry)
        if !isAwaiting { try finishChanges() }
        var entry = try log.numbered(entry, isAwaiting: isAwaiting)
        (entry.highestGroup, entry.write) = (highestGroup, writer.write)
        return entry
    }

    /// Makes durable what a killed process may have written without syncing it, before anything is based on it.
    ///
    /// - Parameter includingGroups: Whether to sync the manifests of all groups, too, not only the account's.
    func makeDurable(includingGroups: Bool = false) throws(Failure) {
        // If the log lacks the entry of a manifest, that manifest may have been renamed without a sync.
        let numbers =
            includingGroups ? Set(try groups.keys) : log.unwrittenGroups.intersection(knownGroups.keys)
        try storing { () throws(StorageError) in
            try storage.syncFolder(StoreLayout.root)
            if try storage.version(of: StoreLayout.log) != nil { try storage.append([], to: StoreLayout.log) }
            for number in numbers.sorted() { try storage.syncFolder(StoreLayout.group(number)) }
        }
    }

    /// Upgrades a store of an older format to the current one; the lock is held.
    ///
    /// First `account.json` gets the new format, which older versions of cbs then refuse; each group follows in a
    /// separate step. A group whose activity is damaged stays as it is.
    func migrate() throws(Failure) {
        if !account.isComplete {
            var changed = account
            changed.erasures = changed.erasures ?? AddressRegister()
            changed.format = AccountManifest.currentFormat
            changed.identity = changed.identity ?? RandomDigits.make()
            changed.removedGroups = try removedGroups
            try commit(changed, nil)
        }
        for group in knownGroups.values.sorted(by: { $0.number < $1.number }) where group.activity == nil {
            try migrate(group)
        }
    }

    private func migrate(_ group: GroupManifest) throws(Failure) {
        var changed = group
        do throws(Failure) {
            let entries = try ActivityFile.open(group, storage).entries
            try storing(changed.rewriteActivity(entries, in: storage))
        } catch {
            if error.code == .damaged { return }
            throw error
        }
        try commit(changed, nil)
    }

    /// Replaces a manifest, and then appends the change's line to the log; in one step if the storage can do that. If
    /// there is no answer, the storage may have the old manifest or the new one: it is read again, and the write that
    /// it names tells which.
    ///
    /// - Parameter isDeferred: Whether it becomes durable, and its line is appended, later.
    /// - Returns: Whether the change is certain to survive a power cut. If not, the user has been warned.
    @discardableResult
    private func replace(
        _ path: StoragePath,
        with bytes: [UInt8],
        _ writer: ManifestWriter,
        logging entry: LogEntry?,
        isDeferred: Bool = false
    ) throws(Failure) -> Bool {
        var refusal: Failure?
        do throws(StorageError) {
            if let entry, isDeferred {
                try replaceForNow(path, with: bytes, logging: entry, &refusal)
            } else {
                try replace(path, with: bytes, logging: entry)
            }
            return true
        } catch {
            if let refusal { throw refusal }
            isUncertain = true
            manifests.setVersion(nil, of: path)
            try? reload()
            switch error {
            case .lost, .overtaken: throw error.failure
            default: break
            }
            if isUncertain { throw StoreProblem.unknownOutcome(error).failure }
            guard manifests.writer(of: path) == writer else { throw error.failure }
            // What a server shows, it has made durable.
            if error.isOfServer, error != .server(.unconfirmed) { return true }
            warn(.changeMayBeLost(error.failure))
            if let entry { log.append(entry, isDurable: true) }
            return false
        }
    }

    /// - Parameter refusal: Why the change is not made, if that is due to the change before it.
    private func replaceForNow(
        _ path: StoragePath,
        with bytes: [UInt8],
        logging entry: LogEntry,
        _ refusal: inout Failure?
    ) throws(StorageError) {
        try checkAccount(before: path)
        let known = manifests.version(of: path)
        let version = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(StorageError) in
            try storage.replaceForNow(path, with: bytes, replacing: known) { () throws(StorageError) in
                do throws(Failure) {
                    try finishChanges()
                    if isUncertain { throw StorageError.lost(path).failure }
                    // Its line comes before that of this change.
                    try log.catchUp()
                } catch {
                    refusal = error
                    throw .lost(path)
                }
            }
        }
        manifests.setVersion(version, of: path)
        noteUnfinished(UnfinishedCommit(path: path, entry: entry))
    }

    /// Must precede every commit: what was committed before is durable, and has been told.
    private func finishChanges() throws(Failure) {
        finishCommit()
        try beforeCommit()
    }

    /// A new group would otherwise be put into any store that has taken this one's place.
    private func checkAccount(before path: StoragePath) throws(StorageError) {
        let account = StoreLayout.account
        if path != account { try storage.check(account, isStill: manifests.version(of: account)) }
    }

    private func replace(
        _ path: StoragePath,
        with bytes: [UInt8],
        logging entry: LogEntry?
    ) throws(StorageError) {
        try checkAccount(before: path)
        let known = manifests.version(of: path)
        guard let entry else {
            return manifests.setVersion(try storage.replace(path, with: bytes, replacing: known), of: path)
        }
        let line = ChecksummedJSON.encode(entry)
        let replaced = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(StorageError) in
            try storage.replace(
                path, with: bytes, replacing: known, adding: StorageAddition(line, to: StoreLayout.log))
        }
        manifests.setVersion(replaced.version, of: path)
        if replaced.isAdded { log.noteAppended(entry, line: line) } else { log.append(entry) }
    }
}
