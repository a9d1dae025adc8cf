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
    /// Writes the catalog if reading the store without it, or with an old one, has become slow; the lock is held.
    func writeCatalogIfWorthwhile() {
        if let written = catalogSequence, log.nextSequence - written <= catalogPolicy.changes { return }
        if manifests.isComplete ? knownGroups.count >= catalogPolicy.groups : manifests.catalog != nil {
            writeCatalog()
        }
    }

    /// Writes the catalog; the lock is held. If it cannot be written now, the next writer writes it: nothing depends on
    /// it.
    func writeCatalog() {
        guard case .folders([])? = try? storage.unsettled(), isWhole, let end = try? log.end() else { return }
        var entries = CatalogEntries()
        if !manifests.isComplete, let catalog = manifests.catalog {
            entries = catalog.entries { manifests.seen.contains($0) }
        }
        for group in knownGroups.values { entries.add(group) }
        do {
            try storage.replace(StoreLayout.catalog, with: entries.encoded(log: end, totals: totals))
            catalogSequence = end.sequence
        } catch {
            catalogSequence = nil
        }
    }

    /// Whether everything is known about the groups, and nothing is damaged or of an older format.
    private var isWhole: Bool {
        !isUncertain && damagedGroups.isEmpty && !log.isDamaged && log.missing.isEmpty && account.isComplete
            && knownGroups.values.allSatisfy { $0.activity != nil }
    }
}
