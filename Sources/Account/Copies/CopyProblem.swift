internal import PostgresStorage
internal import Recipients

/// Why a store cannot be copied. Folders are named as the user named them.
enum CopyProblem {
    /// A copy can be made elsewhere.
    case refused(Reason, target: String, store: String)
    /// The store to be copied is damaged.
    case damagedStore(Failure, store: String)
    /// An erasure in the store has begun but not finished.
    case unfinishedErasure(store: String)
    /// The store has an older format, and may not be upgraded.
    case olderFormat(store: String)
    /// The folder holds a first copy that was never finished.
    case unfinished(String)
    case interrupted

    /// Why a folder cannot take a copy.
    enum Reason {
        case isTheStore
        /// It is inside a store, or the store is inside it.
        case isNested
        case isNotEmpty
        case isAnotherAccount
        /// It is the account itself, or was made by copying its files.
        case isNoCopy
        case isDamaged(Failure)
        /// The copy was changed after it was made; the verb of the change.
        case isChanged(by: String)
        /// The copy has changes that the store does not have: the store is in an older state, or both have gone
        /// different ways.
        case isAhead
    }

    var failure: Failure {
        switch self {
        case .refused(.isNested, let target, _):
            Failure(
                .storage, "\(target.quoted) \(Reason.isNested.words)",
                help: "name a folder that is outside any store and contains none")
        case .refused(let reason, let target, let store):
            Failure(
                .storage, "\(target.quoted) \(reason.words)",
                help: "copy into a new \(ServerAddress.isAddress(target) ? "account" : "folder"): "
                    + "cbs --store \(store.shellQuoted) copy "
                    + StoreAddress.free(like: target).shellQuoted)
        case .damagedStore(let failure, let store):
            Failure(
                .damaged, failure.message,
                help: "nothing was copied; \(StoreProblem.salvageHelp(for: store))")
        case .unfinishedErasure(let store):
            Failure(
                .storage, "an erasure in \(store.quoted) has not finished yet",
                help: "finish it, then copy: cbs --store \(store.shellQuoted) -c purge")
        case .olderFormat(let store):
            Failure(
                .storage, "\(store.quoted) was made by an older version of cbs",
                help: "purge converts it: cbs --store \(store.shellQuoted) -c purge")
        case .unfinished(let folder):
            Failure(
                .storage, "\(folder.quoted) is a copy that was never finished",
                help: "finish it: cbs --store STORE copy \(folder.shellQuoted)")
        case .interrupted:
            Failure(.cancelled, "interrupted: the copy is unchanged; the next one continues from here")
        }
    }
}

extension CopyProblem.Reason {
    fileprivate var words: String {
        switch self {
        case .isTheStore: "is the store itself"
        case .isNested: "is inside a store, or contains this one"
        case .isNotEmpty: "is not empty and is not a copy of a store"
        case .isAnotherAccount: "is a store of another account"
        case .isNoCopy: "was not made by cbs copy"
        case .isDamaged(let failure): "is a copy that cannot be brought up to date: \(failure.message)"
        case .isChanged(let action): "has been changed since it was copied (\(action))"
        case .isAhead: "has changes that this store does not have"
        }
    }
}
