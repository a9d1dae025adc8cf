public import Recipients
internal import Storage
import SystemCalls

/// What a copy of a store holds, and what was written for it.
public struct CopyResult: Hashable, Sendable {
    /// Groups that are not deleted.
    public let groups: Int
    /// Backups that have not expired.
    public let backups: Int
    /// How many files were written; the others were there already.
    public let files: Int
    /// The size in bytes of the files that were written.
    public let bytes: Int
}

extension Account {
    /// Copies the whole store to another place, or what is new to an earlier copy of it. The store may be in use; at
    /// any moment, everybody who reads the copy sees its old state or its new one.
    ///
    /// - Parameter address: A folder that does not exist or is empty; an account on a server, which is made if it does
    ///   not exist; an earlier copy that nothing but copying has changed; or what an interrupted copy left.
    /// - Throws: `storage` for any other place, `damaged` if this store is damaged, `locked` if somebody else is
    ///   writing to the copy.
    public func copy(to address: StoreAddress) throws(Failure) -> CopyResult {
        switch address {
        case .folder(let folder):
            if let reason = Self.objection(to: folder, beside: name) {
                throw CopyProblem.refused(reason, target: folder, store: name).failure
            }
            try prepareToCopy()
            try StoreFolder.ensure(folder)
            return try copy(into: FolderStorage(root: folder), named: folder)
        case .server(let target):
            if case .server(target) = location.place {
                throw CopyProblem.refused(.isTheStore, target: target.words, store: name).failure
            }
            try prepareToCopy()
            return try copy(into: Self.makeAccount(at: target), named: target.words)
        }
    }

    /// Copies the store into any storage, as `copy(to:)` does.
    func copy(into storage: any Storage, named target: String) throws(Failure) -> CopyResult {
        let patience = Patience(location.wait, isCancelled: isCancelled)
        let target = try CopyTarget(storage, target, for: name, patience)
        defer { storage.unlock() }
        do throws(Failure) {
            var result: CopyResult?
            // Nothing is pinned while it waits: an erasure removes files in the end.
            _ = try patience.tries { () throws(Failure) in
                if store.account.isErasing { try store.refresh() }
                if store.account.isErasing { return false }
                result = try pinned { () throws(Failure) in try bringUpToDate(target) }
                return result != nil
            }
            if let result { return result }
            throw try problemOfErasure()
        } catch {
            throw explained(error)
        }
    }

    /// What must precede the making of a place for a copy. Checks what can keep the store from being copied, so that
    /// nothing is left there in vain.
    private func prepareToCopy() throws(Failure) {
        do throws(Failure) {
            try reading(checkAllWhole())
        } catch {
            throw explained(error)
        }
        try bringToPresentFormat()
    }

    /// Adds what to do about a damaged store.
    private func explained(_ failure: Failure) -> Failure {
        failure.code == .damaged ? CopyProblem.damagedStore(failure, store: name).failure : failure
    }

    /// Why an erasure does not end.
    ///
    /// - Throws: `locked` if another process is working on it.
    private func problemOfErasure() throws(Failure) -> Failure {
        if let damaged = store.account.pendingErasures?.compactMap(\.damagedFile).min() {
            return StoreProblem.damaged(StoragePath(damaged), .erasedAddress).failure
        }
        try storing(store.storage.checkUnlocked())
        return CopyProblem.unfinishedErasure(store: name).failure
    }

    /// - Returns: Nil while an erasure is in progress.
    private func bringUpToDate(_ target: CopyTarget) throws(Failure) -> CopyResult? {
        guard let source = try CopySource(store) else { return nil }
        if let reason = try target.objection(to: source) {
            throw CopyProblem.refused(reason, target: target.name, store: name).failure
        }
        var copy = StoreCopy(source, target)
        copy.isCancelled = isCancelled
        let counter = counter(.copying, of: copy.size)
        copy.progress = { counter?.add($0) }
        if !copy.isUpToDate, let doubt = try copy.run() {
            warn(.copyMayBeLost(doubt))
        }
        tidy(target)
        let groups = try store.groups.values
        return CopyResult(
            groups: groups.count { !$0.isDeleted },
            backups: groups.reduce(0) { $0 + $1.backups.count { isVisible($0) } },
            files: copy.files, bytes: copy.bytes)
    }

    /// Removes what the copy no longer needs: expired or erased data must not stay there.
    private func tidy(_ target: CopyTarget) {
        do throws(Failure) {
            let copy = try Store(target.storage)
            if try copy.sweep(.withReaders, everything: true) {
                copy.noteSettled()
                return copy.writeCatalogIfWorthwhile()
            }
            warn(.copiedFilesAreRead)
        } catch {
            warn(.copiedFilesStay(error))
        }
    }

    /// Upgrades a store of an older format: it has no identity by which its copies would know it.
    private func bringToPresentFormat() throws(Failure) {
        let groups = try store.groups.values
        let isOld = store.account.identity == nil || groups.contains { $0.activity == nil }
        guard isOld else { return }
        if location.isReadOnly { throw CopyProblem.olderFormat(store: name).failure }
        try beginChange()
        endStatement(keepsLock: false)
    }

    /// The name of this store in messages.
    private var name: String { location.place.name }

    /// Why a folder cannot take a copy of this store; nil if it can.
    private static func objection(to folder: String, beside store: String) -> CopyProblem.Reason? {
        if StoreFence.store(around: folder) != nil { return .isNested }
        guard let own = SystemCalls.realPath(store), let target = SystemCalls.realPath(folder) else { return nil }
        if target == own { return .isTheStore }
        return own.hasPrefix(target + "/") ? .isNested : nil
    }
}
