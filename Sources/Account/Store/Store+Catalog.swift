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
        guard case .folders([])? = try? storage.unsettled(), isWhole else { return }
        let end = log.end
        var entries = CatalogEntries()
        var addresses: AddressIndexEntries? = AddressIndexEntries()
        if !manifests.isComplete, let catalog = manifests.catalog {
            entries = catalog.entries { manifests.seen.contains($0) }
            // Without an old index, nothing is known of the groups that have not been read.
            addresses = (try? presentAddresses(since: catalog))?.entries { manifests.seen.contains($0) }
        }
        for group in knownGroups.values {
            entries.add(group)
            addresses?.add(group)
        }
        do {
            if let addresses {
                try storage.replace(StoreLayout.addresses, with: addresses.encoded(log: end))
            } else if try storage.version(of: StoreLayout.addresses) != nil {
                try storage.remove(StoreLayout.addresses)
            }
            try storage.replace(StoreLayout.catalog, with: entries.encoded(log: end, totals: totals))
            catalogSequence = end.sequence
        } catch {
            catalogSequence = nil
        }
    }

    /// The index of addresses in the storage, or the one that this program has removed since it took the lock, if it
    /// knows all changes up to a catalog. One that was read earlier may have addresses that have left the account.
    private func presentAddresses(since catalog: Catalog) throws(Failure) -> AddressIndex? {
        if let removedAddresses { return removedAddresses }
        guard let index = try AddressIndex(storage), try knowsChanges(index, upTo: catalog) else { return nil }
        return index
    }

    private func knowsChanges(_ index: AddressIndex, upTo catalog: Catalog) throws(Failure) -> Bool {
        guard index.header.log.sequence >= catalog.header.log.sequence else { return false }
        return try LogFollower(storage, from: index.header.log) != nil
    }

    /// Removes the index of addresses before the account loses one that may be in it; the lock is held. The catalog
    /// that is written next has a new one beside it.
    ///
    /// - Parameter number: The group that loses the address; nil for any.
    func forgetAddresses(of number: Int? = nil) throws(Failure) {
        do throws(StorageError) {
            guard try storage.version(of: StoreLayout.addresses) != nil else { return }
        } catch .unexpectedKind {
            // A folder or a link with that name holds no addresses, and is not ours.
            return
        } catch {
            throw error.failure
        }
        if let index = try AddressIndex(storage) {
            if let number, !index.contains(number) { return }
            // It is still right about the groups that stay as they are.
            if let catalog = manifests.catalog, !manifests.isComplete, try knowsChanges(index, upTo: catalog) {
                removedAddresses = index
            }
        }
        try storing { () throws(StorageError) in
            try storage.remove(StoreLayout.addresses)
            try storage.syncFolder(StoreLayout.root)
        }
        catalogSequence = nil
    }

    /// The groups that may have an address in any state; the others do not have it.
    ///
    /// - Complexity: With an index of addresses, only these are read.
    func groups(thatMayHave address: EmailAddress) throws(Failure) -> [GroupManifest] {
        guard !manifests.isComplete, let index = try manifests.readAddressIndex(),
            case .folders(let folders)? = try storing(storage.unsettled())
        else { return Array(try groups.values) }
        try manifests.readRest(except: index.groups(without: address))
        // A writer that was killed may have committed a change that the log does not have.
        let unsettled = folders.compactMap(StoreLayout.groupNumber(ofFolder:))
        if !unsettled.isEmpty { try manifests.reread(Set(unsettled.map { .group($0) })) }
        return Array(knownGroups.values)
    }

    /// Whether everything is known about the groups, and nothing is damaged or of an older format.
    private var isWhole: Bool {
        !isUncertain && damagedGroups.isEmpty && !log.isDamaged && log.missing.isEmpty && account.isComplete
            && knownGroups.values.allSatisfy { $0.activity != nil }
    }
}
