internal import Recipients
internal import Snapshots
internal import Storage

/// When a catalog is worth its space and the time to write it.
struct CatalogPolicy {
    /// The fewest groups that an account needs for a catalog.
    var groups = 100
    /// After this many changes the catalog is written again; until then, each program reads the manifests of these
    /// changes.
    var changes = 16
}

extension Store {
    /// Writes the catalog and the index of addresses if reading the store without them, or with old ones, has become
    /// slow; the lock is held.
    func writeCatalogIfWorthwhile() {
        if let written = catalogSequence, log.nextSequence - written <= catalogPolicy.changes {
            // A new index needs all manifests, unless there is an old one.
            guard manifests.isComplete, !hasAddressIndex(from: written) else { return }
        }
        if manifests.isComplete ? knownGroups.count >= catalogPolicy.groups : manifests.catalog != nil {
            writeCatalog()
        }
    }

    /// Whether there is a valid index of addresses that was written when the log had this many lines.
    private func hasAddressIndex(from sequence: Int) -> Bool {
        (try? AddressIndex(storage))?.header.log.sequence == sequence
    }

    /// Writes the catalog and the index of addresses; the lock is held. If they cannot be written now, the next writer
    /// writes them: nothing depends on them.
    func writeCatalog() {
        guard case .folders([])? = try? storage.unsettled(), isWhole, let end = try? log.end() else { return }
        var entries = CatalogEntries()
        var addresses: AddressIndexEntries? = AddressIndexEntries()
        if !manifests.isComplete, let catalog = manifests.catalog {
            entries = catalog.entries { manifests.seen.contains($0) }
            // Without the old index, nothing is known of the groups that have not been read.
            addresses = (try? manifests.loadAddressIndex())?.entries { manifests.seen.contains($0) }
        }
        for group in knownGroups.values {
            entries.add(group)
            addresses?.add(group)
        }
        do {
            if let addresses { try storage.replace(StoreLayout.addresses, with: addresses.encoded(log: end)) }
            try storage.replace(StoreLayout.catalog, with: entries.encoded(log: end, totals: totals))
            catalogSequence = end.sequence
        } catch {
            catalogSequence = nil
        }
    }

    /// Removes the index of addresses before the account loses one that is in it. The catalog that is written next has
    /// a new one beside it.
    func forgetAddresses() throws(Failure) {
        guard try storing(storage.version(of: StoreLayout.addresses)) != nil else { return }
        // It can still be read for the groups that stay as they are.
        if !manifests.isComplete { _ = try manifests.loadAddressIndex() }
        do throws(StorageError) {
            try storage.remove(StoreLayout.addresses)
        } catch {
            if !error.isMissing { throw error.failure }
        }
        catalogSequence = nil
    }

    /// The groups that may have an address in any state; the others do not have it.
    ///
    /// - Complexity: With an index of addresses, only these are read.
    func groups(thatMayHave address: EmailAddress) throws(Failure) -> [GroupManifest] {
        guard !manifests.isComplete, let index = try manifests.loadAddressIndex() else {
            return Array(try groups.values)
        }
        try manifests.load(without: index.groups(without: address))
        return Array(knownGroups.values)
    }

    /// Whether everything is known about the groups, and nothing is damaged or of an older format.
    private var isWhole: Bool {
        !isUncertain && damagedGroups.isEmpty && !log.isDamaged && log.missing.isEmpty && account.isComplete
            && knownGroups.values.allSatisfy { $0.activity != nil }
    }
}
