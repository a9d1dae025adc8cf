internal import Sorting
internal import Storage

/// What a look at the place of a group's manifest finds.
enum ManifestLook: Sendable {
    case missing
    /// The file has the version that is known.
    case unchanged
    case manifest(GroupManifest, FileVersion)
    /// The version is nil if the file could not be read.
    case damaged(FileDamage, FileVersion?)
    /// It has a format of this version, which this program does not know.
    case unknownFormat(Int, FileVersion)
    case failed(StorageError)

    /// - Parameters:
    ///   - number: The number of the group.
    ///   - known: The version that has been read; nil for none.
    init(atGroup number: Int, known: FileVersion?, in storage: any Storage) {
        let path = StoreLayout.manifest(ofGroup: number)
        do {
            guard let version = try storage.version(of: path) else {
                self = .missing
                return
            }
            self = version == known ? .unchanged : Self(try storage.map(path), version, number)
        } catch .missing {
            // Another process has just removed it.
            self = .missing
        } catch {
            self = error.damage.map { .damaged($0, nil) } ?? .failed(error)
        }
    }

    private init(_ mapped: MappedBytes, _ version: FileVersion, _ number: Int) {
        switch ReadManifest<GroupManifest>(mapped) {
        case .valid(let manifest) where manifest.number == number: self = .manifest(manifest, version)
        case .valid(let manifest): self = .damaged(.ofGroup(manifest.number), version)
        case .damaged(let damage): self = .damaged(damage, version)
        case .unknownFormat(let format): self = .unknownFormat(format, version)
        }
    }
}

extension ManifestLook {
    /// With more groups than this, reading their manifests is worth the threads.
    private static let mostAlone = 64
    /// How many a thread reads at a time.
    private static let together = 16

    /// Whether the manifests of many groups are better read on all processors.
    static func isWorthThreads(_ groups: Int, in storage: any Storage) -> Bool {
        groups > mostAlone && storage.mayBeReadByThreads
    }

    /// Looks at the manifests of many groups, on all processors.
    ///
    /// - Parameters:
    ///   - groups: The numbers of the groups, and the versions that have been read.
    ///   - take: Called with each of them, in order.
    static func forEach<Failure: Error>(
        _ groups: [(number: Int, known: FileVersion?)],
        in storage: any Storage,
        _ take: (_ number: Int, Self) throws(Failure) -> Void
    ) throws(Failure) {
        let work = OrderedWork<[(number: Int, known: FileVersion?)], [(number: Int, look: Self)]> {
            { groups in groups.map { ($0.number, Self(atGroup: $0.number, known: $0.known, in: storage)) } }
        }
        let pieces = stride(from: 0, to: groups.count, by: together).map {
            Array(groups[$0..<min($0 + together, groups.count)])
        }
        try work.run(pieces) { (looks) throws(Failure) in
            for (number, look) in looks { try take(number, look) }
        }
    }
}
