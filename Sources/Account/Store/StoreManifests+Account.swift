internal import Recipients
internal import Storage

/// The manifest of the account.
extension StoreManifests {
    /// Reads the account's manifest, if it has changed.
    ///
    /// - Throws: `locked` if another store has taken the place of the one that was read.
    mutating func readAccountIfChanged() throws(Failure) {
        try passingOverDamage { (manifests) throws(Failure) in
            // An account without its settings must not seem to have the default ones: backups would be deleted by them.
            guard let version = try manifests.accountVersion else { throw Self.accountDamage(.missing) }
            if version == manifests.version(of: StoreLayout.account) { return }
            try manifests.readAccount(version)
        }
    }

    private mutating func readAccount(_ version: FileVersion?) throws(Failure) {
        // Where a check goes on without it, it need not be read again either.
        if isForCheck { setVersion(version, of: StoreLayout.account) }
        let found: AccountManifest = try readAccount()
        if let own = account.identity, let other = found.identity, other != own {
            throw StoreProblem.otherStore.failure
        }
        setAccount(found)
        setVersion(version, of: StoreLayout.account)
    }

    /// The version of `account.json`; nil if there is none.
    static func accountVersion(in storage: any Storage) throws(Failure) -> FileVersion? {
        do {
            return try storage.version(of: StoreLayout.account)
        } catch {
            throw accountFailure(error)
        }
    }

    private static func accountFailure(_ error: StorageError) -> Failure {
        StoreProblem(error, at: StoreLayout.account, affects: .account).failure
    }

    static func accountDamage(_ damage: FileDamage) -> Failure {
        StoreProblem.damaged(StoreLayout.account, damage, affects: .account).failure
    }

    mutating func rereadAccount() throws(Failure) {
        try passingOverDamage { (manifests) throws(Failure) in
            // The version is read first: if the file is replaced in between, it counts as changed.
            let version = try manifests.accountVersion
            try manifests.readAccount(version)
        }
    }

    func readAccount() throws(Failure) -> AccountManifest {
        let mapped: MappedBytes
        do {
            mapped = try storage.map(StoreLayout.account)
        } catch {
            throw Self.accountFailure(error)
        }
        switch ReadManifest<AccountManifest>(mapped) {
        case .valid(let account): return account
        case .damaged(let damage): throw Self.accountDamage(damage)
        case .unknownFormat(let format): throw StoreProblem.unknownFormat(format).failure
        }
    }
}
