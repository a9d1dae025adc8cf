internal import Recipients
internal import Storage

/// Which manifests are read: all of them, or, beside a catalog, those that are needed.
extension StoreManifests {
    /// Reads the manifests that have changed.
    ///
    /// - Returns: The numbers of the folders without a manifest, usually of groups that were never committed.
    mutating func readAll() throws(Failure) -> [Int] {
        try readAccountIfChanged()
        var folders: [Int] = []
        try passingOverDamage { (manifests) throws(Failure) in folders = try manifests.groupFolders() }
        // The manifest of a removed group may exist for a while.
        let numbers = folders.filter { !(account.removedGroups?.contains($0) ?? false) }
        let (found, missing) = try readManifests(of: numbers)
        for number in Set(known.keys).union(damagedGroups.keys).subtracting(found) {
            setGone(number)
        }
        setComplete()
        return missing
    }

    /// Reads manifests that should exist, unless the account says that their groups have been removed.
    mutating func readExpected(_ numbers: [Int]) throws(Failure) {
        func isGone(_ number: Int) -> Bool { account.removedGroups?.contains(number) ?? false }
        let missing = try readManifests(of: numbers.filter { !isGone($0) }).missing
        // Another process may have removed one in the meantime.
        if !missing.isEmpty { try rereadAccount() }
        for number in missing where !isGone(number) { noteMissing(number) }
        for number in numbers where isGone(number) {
            setGone(number)
        }
    }

    /// Reads the manifests that have been read before, and those of some other groups, if they have changed.
    ///
    /// - Parameters:
    ///   - numbers: The other groups, some of which may never have been committed.
    ///   - highest: The highest group number that the log mentions.
    mutating func readChanged(and numbers: Set<Int>, upTo highest: Int) throws(Failure) {
        let highest = max(highest, account.highestGroup, lookup.totals.highestGroup)
        for number in numbers where number > highest { _ = try readManifest(of: number) }
        try readExpected(numbers.filter { $0 <= highest }.union(known.keys).union(damagedGroups.keys).sorted())
    }

    /// Reads the manifests of all groups in the catalog that have not been read, except for some.
    mutating func readRest(except leftOut: Set<Int>) throws(Failure) {
        guard let catalog else { return }
        try readExpected(catalog.numbers.filter { !leftOut.contains($0) && !seen.contains($0) })
    }

    /// Reads the given manifests if they have changed, and the account's, whose changes are not always in the log.
    mutating func reread(_ owners: Set<LogEntry.Owner>) throws(Failure) {
        for case .group(let number) in owners where try !readManifest(of: number) {
            setGone(number)
        }
        // The account's manifest says that a group has been removed before the group's own manifest is removed.
        try rereadAccount()
        for number in known.keys where account.removedGroups?.contains(number) ?? false { setGroup(number, to: nil) }
    }

    private func groupFolders() throws(Failure) -> [Int] {
        do {
            return try Sweep(storage).groupFolders()
        } catch {
            throw StoreProblem(error, at: StoreLayout.groups, affects: .allGroups).failure
        }
    }
}

// MARK: Checks

extension StoreManifests {
    /// Looks for groups that should exist and were not found.
    ///
    /// - Parameter highest: The highest group number that the log mentions.
    mutating func noteMissing(upTo highest: Int) throws(Failure) {
        func missing() -> [Int] {
            guard let removed = account.removedGroups else { return [] }
            let highest = max(highest, account.highestGroup, lookup.totals.highestGroup)
            return (1..<(highest + 1)).filter {
                known[$0] == nil && damagedGroups[$0] == nil && !removed.contains($0)
            }
        }
        guard !missing().isEmpty else { return }
        // Another process may have removed one, or created one while the folder was listed.
        try rereadAccount()
        for number in missing() {
            if try !readManifest(of: number) { noteMissing(number) }
        }
    }

    /// Reads again the manifest of the log's last change. The line is written after the commit, so a manifest without
    /// the change is an old copy that somebody has put back.
    mutating func checkOwner(of last: LogEntry) throws(Failure) {
        switch last.owner {
        case .group(let number):
            _ = try group(number)
            guard isOlder(number, than: last.sequence) else { return }
            setVersion(nil, of: StoreLayout.manifest(ofGroup: number))
            if try readManifest(of: number), isOlder(number, than: last.sequence) { noteDamage(number, .isOldCopy) }
        case .account:
            guard account.journal?.sequence ?? 0 < last.sequence else { return }
            try rereadAccount()
            try passingOverDamage { (manifests) throws(Failure) in
                guard manifests.account.journal?.sequence ?? 0 < last.sequence else { return }
                throw Self.accountDamage(.isOldCopy)
            }
        case nil: return
        }
    }

    private func isOlder(_ number: Int, than sequence: Int) -> Bool {
        known[number].map { $0.journal?.sequence ?? 0 < sequence } ?? false
    }
}
