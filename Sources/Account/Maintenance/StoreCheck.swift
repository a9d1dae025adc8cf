internal import JSONRecords
internal import Recipients
internal import Snapshots
internal import Storage

/// Checks every file that the manifests refer to, and that the states hold what the manifests say.
struct StoreCheck {
    let store: Store
    var progress: ProgressCounter?
    private(set) var files = 0
    private(set) var bytes = 0
    private(set) var damaged: [DamagedFile] = []
    /// For each group with a damaged segment, which of its states are still whole.
    private(set) var stillWhole: [String] = []
    /// The files that could not be checked, although they need not be damaged.
    private(set) var unchecked: [UncheckedFile] = []

    /// Reads the manifests and the log again, at one moment.
    init(_ storage: any Storage) throws(Failure) {
        store = try Store(storage, isForCheck: true)
        try store.readOneState()
    }

    var result: VerifyResult {
        VerifyResult(files: files, bytes: bytes, damaged: damaged, stillWhole: stillWhole, unchecked: unchecked)
    }

    mutating func run() throws(Failure) {
        try checkAccount()
        try checkFolders()
        try checkLog()
        // The manifests themselves were checked when the store was opened.
        for number in Set(store.knownGroups.keys).union(store.damagedGroups.keys).sorted() {
            let path = StoreLayout.manifest(ofGroup: number)
            let affected = Affected.group(number: number, name: store.knownGroups[number]?.name)
            if let problem = store.damagedGroups[number] {
                files += 1
                if let damage = problem.damage {
                    note(path, damage, affected)
                } else {
                    note(path, problem.words, problem.failure, affected)
                }
            } else {
                try count(path, affected)
            }
            if let group = store.knownGroups[number] { try check(group) }
        }
        checkNames()
        noteErasures()
        try checkDerivedFiles()
        try checkLock()
    }

    /// Checks the manifest of the account. Without it, nobody knows which groups there should be.
    private mutating func checkAccount() throws(Failure) {
        files += 1
        do {
            let mapped = try store.storage.map(StoreLayout.account)
            bytes += mapped.withBytes(\.count)
            if case .damaged(let damage) = ReadManifest<AccountManifest>(mapped) {
                note(StoreLayout.account, damage, .account)
            }
        } catch {
            guard let damage = error.damage else { throw error.failure }
            note(StoreLayout.account, damage, .account)
        }
    }

    /// Checks that the groups can be found.
    private mutating func checkFolders() throws(Failure) {
        do {
            _ = try Sweep(store.storage).groupFolders()
        } catch {
            guard let damage = error.damage else { throw error.failure }
            note(StoreLayout.groups, damage, .allGroups)
        }
    }

    /// Checks the file that names the holder of the lock, which readers never open.
    private mutating func checkLock() throws(Failure) {
        do {
            _ = try store.storage.version(of: FolderStorage.lockFile)
        } catch {
            guard let damage = error.damage else { throw error.failure }
            note(FolderStorage.lockFile, damage, .changes)
        }
    }

    /// Checks the catalog and the index of addresses. Wrong ones are never used, but they are reported here.
    private mutating func checkDerivedFiles() throws(Failure) {
        let catalog = try check(StoreLayout.catalog) { (storage) throws(Failure) in try Catalog(storage) }
        let index = try check(StoreLayout.addresses) { (storage) throws(Failure) in try AddressIndex(storage) }
        // They say nothing about changes that the log has recorded since.
        guard let catalog, var follower = try LogFollower(store.storage, from: catalog.header.log),
            let owners = try follower.newOwners()
        else { return }
        // The log may lack the last line of a writer that was killed.
        let changed = Set(owners.compactMap(\.group)).union(store.log.unwrittenGroups)
        func counts(_ number: Int) -> Bool { !changed.contains(number) && store.damagedGroups[number] == nil }
        var expected = CatalogEntries()
        var addresses = AddressIndexEntries()
        for group in store.knownGroups.values where counts(group.number) {
            expected.add(group)
            addresses.add(group)
        }
        let found = catalog.entries { !counts($0) }
        if Set(found.groups) != Set(expected.groups) || Set(found.backups) != Set(expected.backups) {
            noteDerived(StoreLayout.catalog, .other("it does not agree with the manifests"))
        }
        if let index, index.goes(with: catalog),
            Set(index.entries { !counts($0) }.groups) != Set(addresses.groups)
        {
            noteDerived(StoreLayout.addresses, .other("it does not agree with the manifests"))
        }
    }

    /// Reads a file that is derived from the manifests.
    ///
    /// - Returns: Nil if there is none that is valid.
    private mutating func check<File>(
        _ path: StoragePath,
        _ read: (any Storage) throws(Failure) -> File?
    ) throws(Failure) -> File? {
        let version: FileVersion?
        do {
            version = try store.storage.version(of: path)
        } catch {
            guard let damage = error.damage else { throw error.failure }
            note(path, damage, .speed)
            return nil
        }
        guard let version else { return nil }
        files += 1
        bytes += Int(version.size)
        let file = try read(store.storage)
        if file == nil { noteDerived(path, .other("it has been changed since it was written")) }
        return file
    }

    private mutating func noteDerived(_ path: StoragePath, _ damage: FileDamage) {
        note(path, damage, .nothing)
    }

    private mutating func checkLog() throws(Failure) {
        try checkLines(of: StoreLayout.log, LogEntry.self, affects: .log)
        do {
            checkOwners(of: try store.log.entries())
        } catch {
            if error.code != .damaged { throw error }
            if !damaged.contains(where: { $0.file == StoreLayout.log.text }) {
                note(StoreLayout.log, .other("it does not have an entry for every change"), .log)
            }
        }
    }

    /// A manifest is replaced before the log has the entry of the change: so a manifest without a logged change is an
    /// old copy.
    private mutating func checkOwners(of entries: [LogEntry]) {
        var last: [LogEntry.Owner: Int] = [:]
        for entry in entries { if let owner = entry.owner { last[owner] = entry.sequence } }
        let isDamaged = damaged.contains { $0.file == StoreLayout.account.text }
        if !isDamaged, store.account.journal?.sequence ?? 0 < last[.account] ?? 0 {
            note(StoreLayout.account, .isOldCopy, .account)
        }
        for group in store.knownGroups.values.sorted(by: { $0.number < $1.number })
        where group.journal?.sequence ?? 0 < last[.group(group.number)] ?? 0 {
            let path = StoreLayout.manifest(ofGroup: group.number)
            note(path, .isOldCopy, group.affected)
        }
    }

    /// Reports groups that have the name of another one.
    private mutating func checkNames() {
        var holders: [String: Int] = [:]
        for group in store.knownGroups.values.sorted(by: { $0.number < $1.number }) where !group.isDeleted {
            guard let holder = holders[group.name] else {
                holders[group.name] = group.number
                continue
            }
            note(
                StoreLayout.manifest(ofGroup: group.number), .other("group number \(holder) has the same name"),
                .name(group.name))
        }
    }

    private mutating func count(_ path: StoragePath, _ affected: Affected) throws(Failure) {
        files += 1
        do {
            // Another process may have removed a group meanwhile.
            bytes += Int(try store.storage.version(of: path)?.size ?? 0)
        } catch {
            guard let damage = error.damage else { throw error.failure }
            note(path, damage, affected)
        }
    }

    /// Reports files that an erasure could not read while they were damaged, and that have not been searched since.
    private mutating func noteErasures() {
        let files = (store.account.pendingErasures ?? []).reduce(into: Set<String>()) { $0.formUnion($1.files ?? []) }
        for file in files.sorted() where !damaged.contains(where: { $0.file == file }) {
            note(StoragePath(file), .erasedAddress, .erasure)
        }
    }

    private mutating func check(_ group: GroupManifest) throws(Failure) {
        // The segments that are whole, and the recipients of each.
        var segments: [Int: Segment] = [:]
        var counts: [Int: StatusCounts] = [:]
        var broken: Set<Int> = []
        var refused: Set<Int> = []
        for reference in group.segments {
            let path = StoreLayout.segment(reference.number, ofGroup: group.number)
            files += 1
            bytes += reference.bytes
            defer { progress?.add(reference.bytes) }
            do {
                let segment = try Segment(reference, at: path, in: store.storage, check: .meanwhile)
                let check = SegmentCheck(segment, of: group)
                if let damage = check.damage {
                    broken.insert(reference.number)
                    note(path, damage, group.affected(by: reference.number))
                } else {
                    (segments[reference.number], counts[reference.number]) = (segment, check.counts)
                }
            } catch {
                let affected = group.affected(by: reference.number)
                if case .damaged(_, let damage) = error {
                    broken.insert(reference.number)
                    note(path, damage, affected)
                } else {
                    guard let words = error.wordsOfFile else { throw error.failure }
                    refused.insert(reference.number)
                    note(path, words, error.failure, affected)
                }
            }
        }
        if !broken.isEmpty { noteWhole(of: group, without: broken.union(refused)) }
        let registers = [group.leavers] + group.backups.map(\.forgotten)
        if registers.contains(where: { $0?.records.isPlausible == false }) {
            let path = StoreLayout.manifest(ofGroup: group.number)
            note(path, .other("the list of people it remembers cannot be read"), group.affectedNow)
        }
        try checkActivity(of: group)
        checkCounts(of: group, segments, counts)
    }

    private mutating func checkActivity(of group: GroupManifest) throws(Failure) {
        let path = group.activityPath
        do throws(SnapshotError) {
            let file = try ActivityFile(group, store.storage)
            files += file.isThere ? 1 : 0
            bytes += file.wholeBytes
            if try hasErasedTail(group, after: file.wholeBytes) {
                note(path, .other("there is an erased address after its last record"), group.affectedByActivity)
            }
        } catch {
            files += 1
            guard case .damaged(_, let damage) = error else {
                guard let words = error.wordsOfFile else { throw error.failure }
                return note(path, words, error.failure, group.affectedByActivity)
            }
            note(path, damage, group.affectedByActivity)
            let saved = try ActivitySalvage(of: group, in: store.storage)
            let count = group.activity.map { "\(saved.entries.count) of \($0.records)" } ?? "\(saved.entries.count)"
            stillWhole.append("of \(group.affectedByActivity.words) \(count) records can be saved with \"cbs salvage\"")
        }
    }

    /// Whether records that were never acknowledged contain an erased address that the group does not have again.
    private func hasErasedTail(_ group: GroupManifest, after bytes: Int) throws(SnapshotError) -> Bool {
        guard let register = store.account.erasures, let mapped = try? store.storage.map(group.activityPath) else {
            return false
        }
        var state = (try? store.open(group.state.segments, of: group)).map { StackCursor($0) }
        return mapped.withBytes { (file) in
            AddressMentions.contain(UnsafeRawBufferPointer(rebasing: file.dropFirst(bytes))) { address in
                register.date(of: address) != nil && state?.find(address) == nil
            }
        }
    }

    /// Checks whether each state whose segments are whole holds as many recipients as the manifest says.
    private mutating func checkCounts(of group: GroupManifest, _ segments: [Int: Segment], _ own: [Int: StatusCounts]) {
        var counter = StateCounter(own)
        for state in Set(group.states).sorted(by: { $0.segments.count > $1.segments.count }) {
            let stack = state.segments.compactMap { segments[$0] }
            guard stack.count == state.segments.count else { continue }
            let counts = counter.count(stack)
            if counts != state.counts {
                note(
                    StoreLayout.manifest(ofGroup: group.number),
                    .other("it claims \(state.counts.recipients) recipients but holds \(counts.recipients)"),
                    group.affectedNow)
            }
        }
    }

    private mutating func check(
        _ path: StoragePath,
        affects affected: Affected,
        _ damage: (UnsafeRawBufferPointer) -> FileDamage?
    ) throws(Failure) {
        files += 1
        do {
            let found = try store.storage.map(path).withBytes { (bytes) in
                self.bytes += bytes.count
                return damage(bytes)
            }
            if let found { note(path, found, affected) }
        } catch {
            guard let damage = error.damage else { throw error.failure }
            note(path, damage, affected)
        }
    }

    /// Checks a file of lines. It need not exist, and its last line may be incomplete.
    private mutating func checkLines<Entry: JSONRepresentable>(
        of path: StoragePath,
        _ type: Entry.Type,
        affects affected: Affected
    ) throws(Failure) {
        do {
            guard try store.storage.version(of: path) != nil else { return }
        } catch {
            // The check below reports what is wrong with it.
            if error.damage == nil { throw error.failure }
        }
        try check(path, affects: affected) { bytes in
            let lines = bytes.lines
            for (index, line) in lines.enumerated() where index < lines.count - 1 || line.last == UInt8(ascii: "\n") {
                do throws(ChecksummedJSON.Damage) {
                    _ = try ChecksummedJSON.decode(type, from: line)
                } catch {
                    return .line(index + 1, error.damage)
                }
            }
            return nil
        }
    }

    /// Records which states of a group can still be read, although some of its segments cannot.
    private mutating func noteWhole(of group: GroupManifest, without broken: Set<Int>) {
        func isWhole(_ state: GroupManifest.State) -> Bool { broken.isDisjoint(with: state.segments) }
        func recipients(_ state: GroupManifest.State) -> String {
            counted(state.counts.recipients, "recipient", "recipients")
        }
        let backups = group.backups.filter { isWhole($0.state) }.map { "\($0.id) (\(recipients($0.state)))" }
        let noun = backups.count == 1 ? "backup" : "backups"
        // A deleted group has no recipients: that they can be read says nothing.
        var parts = !group.isDeleted && isWhole(group.state) ? ["its \(recipients(group.state))"] : []
        if !backups.isEmpty { parts.append("\(noun) \(backups.conjunction)") }
        let whole = parts.isEmpty ? "nothing" : parts.joined(separator: " and ")
        let kind = group.isDeleted ? "deleted group" : "group"
        stillWhole.append("of the \(kind) \(group.name.quoted) \(whole) can still be read")
    }

    private mutating func note(_ path: StoragePath, _ damage: FileDamage, _ affected: Affected) {
        damaged.append(DamagedFile(file: path.text, problem: damage.words, affected: affected))
    }

    private mutating func note(_ path: StoragePath, _ problem: String, _ refusal: Failure, _ affected: Affected) {
        let file = DamagedFile(file: path.text, problem: problem, affected: affected)
        unchecked.append(UncheckedFile(refusal: refusal, file: file))
    }
}
