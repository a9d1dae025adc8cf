public import Recipients
internal import Storage
import SystemCalls

/// What a copy of a store has, and what was written for it.
public struct CopyResult: Hashable, Sendable {
    /// Groups that stand.
    public let groups: Int
    /// Backups that have not expired.
    public let backups: Int
    /// How many files were written; the others were there.
    public let files: Int
    /// Their size altogether.
    public let bytes: Int
}

extension Account {
    /// Copies the whole store into another place, or what is new since into an earlier copy of it. The store may be in use; the
    /// copy is in its old state or in the new one at any moment, for everybody who reads it.
    ///
    /// - Parameter address: A folder that is not there or empty, or an account on a server, which is made if it is not there; an
    ///   earlier copy that nothing but copying has changed; or what a copy left that was cut off.
    /// - Throws: `storage` for any other place, `damaged` if this store is, `locked` if somebody else writes to the copy.
    public func copy(to address: StoreAddress) throws(Failure) -> CopyResult {
        switch address {
        case .folder(let folder):
            if let reason = Self.objection(to: folder, beside: name) {
                throw CopyProblem.refused(reason, target: folder, store: name).failure
            }
            try bringToPresentFormat()
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw StoreProblem.cannotCreate(folder: folder, .last).failure
            }
            return try copy(into: FolderStorage(root: folder), named: folder)
        case .server(let target):
            if case .server(target) = location.place {
                throw CopyProblem.refused(.isTheStore, target: target.words, store: name).failure
            }
            try bringToPresentFormat()
            return try copy(into: Self.makeAccount(at: target), named: target.words)
        }
    }

    /// As `copy(to:)`, into any storage.
    func copy(into storage: any Storage, named target: String) throws(Failure) -> CopyResult {
        let patience = Patience(location.wait, isCancelled: isCancelled)
        let target = try CopyTarget(storage, target, for: name, patience)
        defer { storage.unlock() }
        do throws(Failure) {
            return try pinned { () throws(Failure) in try bringUpToDate(target, patience) }
        } catch {
            guard error.code == .damaged else { throw error }
            throw CopyProblem.damagedStore(error, store: name).failure
        }
    }

    private func bringUpToDate(_ target: CopyTarget, _ patience: Patience) throws(Failure) -> CopyResult {
        let source = try CopySource(store, name, patience)
        if let reason = try target.objection(to: source.account, source.entries) {
            throw CopyProblem.refused(reason, target: target.name, store: name).failure
        }
        var copy = StoreCopy(source, target)
        copy.isCancelled = isCancelled
        let counter = counter(.copying, of: copy.size)
        copy.progress = { counter?.add($0) }
        if !copy.isUpToDate, let doubt = try copy.run() {
            warn("the copy was made, but a power cut might still undo it: \(doubt.message)")
        }
        tidy(target)
        let groups = try store.groups.values
        return CopyResult(
            groups: groups.count { !$0.isDeleted },
            backups: groups.reduce(0) { $0 + $1.backups.count { isVisible($0) } },
            files: copy.files, bytes: copy.bytes)
    }

    /// Removes what the copy no longer needs: what has expired, or was erased, must not linger there.
    private func tidy(_ target: CopyTarget) {
        do throws(Failure) {
            let copy = try Store(target.storage)
            if try copy.sweep(.withReaders, everything: true) {
                copy.noteSettled()
                return copy.writeCatalogIfWorthwhile()
            }
            warn("files that the copy no longer needs are still being read; the next copy removes them")
        } catch {
            warn("files that the copy no longer needs could not be removed yet: \(error.message)")
        }
    }

    /// A store of an older format has no identity, by which its copies would know it.
    private func bringToPresentFormat() throws(Failure) {
        let groups = try store.groups.values
        let isOld = store.account.identity == nil || groups.contains { $0.activity == nil }
        guard isOld else { return }
        if location.isReadOnly { throw CopyProblem.olderFormat(store: name).failure }
        try beginChange()
        endStatement(keepsLock: false)
    }

    /// What messages call this store.
    private var name: String { location.place.name }

    /// Why a folder cannot be the place of a copy of this store; nil if it may be.
    private static func objection(to folder: String, beside store: String) -> CopyProblem.Reason? {
        if StoreFence.store(around: folder) != nil { return .isNested }
        guard let own = realPath(store), let target = realPath(folder) else { return nil }
        if target == own { return .isTheStore }
        return own.hasPrefix(target + "/") ? .isNested : nil
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
