internal import Recipients
internal import Storage

/// The manifests of groups: reading some of them, and recording what was found.
extension StoreManifests {
    mutating func noteMissing(_ number: Int) {
        noteDamage(number, .missing)
    }

    /// Reads the manifests of groups, as far as they have changed: those of many on all processors.
    ///
    /// - Returns: The groups that have a manifest, whole or not, and those that have none.
    mutating func readManifests(of numbers: [Int]) throws(Failure) -> (found: Set<Int>, missing: [Int]) {
        var found: Set<Int> = []
        var missing: [Int] = []
        func sort(_ number: Int, exists: Bool) {
            if exists { found.insert(number) } else { missing.append(number) }
        }
        if ManifestLook.isWorthThreads(numbers.count, in: storage) {
            let groups = numbers.map { (number: $0, known: version(of: StoreLayout.manifest(ofGroup: $0))) }
            try ManifestLook.forEach(groups, in: storage) { (number, look) throws(Failure) in
                sort(number, exists: try note(look, number))
            }
        } else {
            for number in numbers { sort(number, exists: try readManifest(of: number)) }
        }
        return (found, missing)
    }

    /// Reads a group's manifest, if it has changed. A problem with the file affects only that group.
    ///
    /// - Returns: Whether the manifest exists, whole or not.
    mutating func readManifest(of number: Int) throws(Failure) -> Bool {
        let known = version(of: StoreLayout.manifest(ofGroup: number))
        return try note(ManifestLook(atGroup: number, known: known, in: storage), number)
    }

    /// Records what a look at a group's manifest has found.
    ///
    /// - Returns: Whether the manifest exists, whole or not.
    private mutating func note(_ look: ManifestLook, _ number: Int) throws(Failure) -> Bool {
        let path = StoreLayout.manifest(ofGroup: number)
        switch look {
        case .missing: return false
        case .unchanged: break
        case .manifest(let manifest, let version):
            if let conflict = conflict(of: manifest) {
                noteDamage(number, conflict)
            } else {
                setGroup(number, to: manifest)
                setProblem(nil, ofGroup: number)
            }
            setVersion(version, of: path)
        case .damaged(let damage, let version):
            noteDamage(number, damage)
            if let version { setVersion(version, of: path) }
        case .unknownFormat(let format, let version):
            setProblem(.unknownFileFormat(path, format), ofGroup: number)
            setVersion(version, of: path)
        case .failed(let error):
            guard error.isForbidden else { throw error.failure }
            noteForbidden(number, error)
        }
        return true
    }

    /// What is wrong with a manifest compared with the others.
    private func conflict(of manifest: GroupManifest) -> FileDamage? {
        for backup in manifest.backups {
            guard let other = lookup.backups[backup.id], other != manifest.number else { continue }
            return .other("it has backup \(backup.id), which group number \(other) has as well")
        }
        return nil
    }

    /// A manifest that may not be read need not be damaged; but its content may no longer be what was last read.
    private mutating func noteForbidden(_ number: Int, _ error: StorageError) {
        setProblem(.forbidden(error, affects: .group(number: number, name: nil)), ofGroup: number)
    }

    mutating func noteDamage(_ number: Int, _ damage: FileDamage) {
        let path = StoreLayout.manifest(ofGroup: number)
        setProblem(.damaged(path, damage, affects: .group(number: number, name: nil)), ofGroup: number)
    }
}
