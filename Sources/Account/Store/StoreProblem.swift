internal import Recipients
internal import Snapshots
internal import Storage
internal import SystemCalls

/// What can be wrong with a store, or keep it from being changed. None of it is the fault of a part of the command.
enum StoreProblem {
    // MARK: Opening

    /// There is no store in the folder; `newStore` is where a command can create one, there or in another folder.
    case noStore(folder: String, newStore: String?)
    /// A folder is not a store, but part of one.
    case insideStore(folder: String, store: String)
    /// The folder for a new store is already a store, or holds something else.
    case storeAlready(folder: String, NewStore)
    case folderNotEmpty(String, NewStore)
    /// There is already an account with that name on the server.
    case accountAlready(String)
    /// The folder for a new store is inside another store.
    case withinStore(String, String)
    /// The folder for a new store cannot be made.
    case cannotCreate(folder: String, SystemError)
    /// The folder for the user's default store, or one that leads to it, cannot be made.
    case cannotCreateDefault(folder: String, SystemError)
    /// A link has the name of the folder for a new store, and leads nowhere.
    case danglingLink(String)
    /// The store, or one of its files, has a format of a version that this program does not know.
    case unknownFormat(Int)
    case unknownFileFormat(StoragePath, Int)

    // MARK: Reading and changing

    case refused(StorageError)
    /// The place of the store has another store now.
    case otherStore
    /// A commit failed, and what the storage has now cannot be read.
    case unknownOutcome(StorageError)
    /// A file, if it is known which one, differs from what was written; what is wrong, and what that affects.
    case damaged(StoragePath?, FileDamage, affects: Affected? = nil)
    /// A store cannot even be opened, because what it consists of is damaged.
    case damagedStore(Failure, store: String)
    /// The user may not access a file.
    case forbidden(StorageError, affects: Affected)
    case readOnly
    /// The activity of a group could not be upgraded to the current format.
    case oldActivity(group: String)

    // MARK: Stopping

    /// The user stopped a command before its commit.
    case interrupted
    case purgeInterrupted

    /// The problem after a failed access to a file: damage if the file itself is wrong, otherwise a refusal.
    init(_ error: StorageError, at path: StoragePath, affects: Affected) {
        self = error.damage.map { .damaged(path, $0, affects: affects) } ?? .refused(error)
    }

    /// What is wrong with a file; nil if nothing is.
    var damage: FileDamage? {
        if case .damaged(_, let damage, _) = self { return damage }
        return nil
    }

    /// What is wrong with a file, after its name.
    var words: String {
        switch self {
        case .damaged(_, let damage, _): damage.words
        case .forbidden(let error, _): error.wordsOfFile ?? error.failure.message
        case .unknownFileFormat(_, let version): FileDamage.unknownFormat(version).words
        default: failure.message
        }
    }

    var failure: Failure {
        switch self {
        case .noStore(let folder, let newStore):
            Failure(
                .storage, "there is no store in \(folder.quoted)",
                help: newStore.map { "create one with: cbs init \($0.shellQuoted)" })
        case .insideStore(let folder, let store):
            Failure(
                .storage, "there is no store in \(folder.quoted)",
                help: "it is part of a store: cbs --store \(store.shellQuoted)")
        case .storeAlready(let folder, let purpose):
            Failure(.storage, "\(folder.quoted) is already a store", help: purpose.otherFolder)
        case .accountAlready(let place):
            Failure(
                .storage, "\(place.quoted) is already an account", help: "open it: cbs --store \(place.shellQuoted)")
        case .folderNotEmpty(let folder, let purpose):
            Failure(
                .storage, "\(folder.quoted) is not empty",
                help: purpose.otherFolder
                    ?? "use a new folder: cbs init \(Self.free(insteadOf: folder).shellQuoted)")
        case .danglingLink(let folder):
            Failure(
                .storage, "\(folder.quoted) is a link to a folder that does not exist",
                help: "create that folder, or name another one")
        case .withinStore(let folder, let store):
            Failure(
                .storage, "\(folder.quoted) is inside the store \(store.quoted)",
                help: "name a folder outside any store")
        case .cannotCreate(let folder, let error):
            Failure(
                .storage, "cannot create \(folder.quoted): \(error.message)",
                help: Self.help(for: error, creating: folder))
        case .cannotCreateDefault(let folder, let error):
            Failure(
                .storage, "cannot create \(folder.quoted): \(error.message)",
                help: "name another place with --store, or make the folder writable")
        case .unknownFormat(let version):
            Failure(
                .storage, "this store has format version \(version), which this version of cbs does not know",
                help: "use the version of cbs that wrote it, or a newer one")
        case .unknownFileFormat(let path, let version):
            Failure(
                .storage, "\(path) in the store has format version \(version), which this version of cbs does not know",
                help: "use the version of cbs that wrote it, or a newer one")
        case .refused(let error):
            error.failure
        case .otherStore:
            Failure(
                .locked, "another store has taken the place of this one; nothing was changed",
                help: "start cbs again to work with the other store")
        case .unknownOutcome(let error):
            Failure(
                .outcomeUnknown, "it is unknown whether the change was made: \(error.failure.message)",
                help: "check the group and the log before you try again")
        case .damaged(let path, let damage, let affected):
            Failure(
                .damaged,
                "the store is damaged: \(path.map { "\($0): " } ?? "")\(damage.words)"
                    + "\(affected.map { "; it affects \($0.words)" } ?? "")",
                help: "\"verify\" checks everything and says what is still intact")
        case .damagedStore(let failure, let store):
            Failure(.damaged, failure.message, help: Self.salvageHelp(for: store))
        case .forbidden(let error, let affected):
            Failure(.storage, "\(error.failure.message); it affects \(affected.words)")
        case .readOnly:
            Failure(
                .readOnly, "this session is read-only", help: "start cbs without --read-only to change the store")
        case .oldActivity(let group):
            Failure(
                .storage, "the activity of \(group.quoted) is still in the format of an older version of cbs",
                help: "open the store once without --read-only to convert it")
        case .interrupted:
            Failure(.cancelled, "interrupted: nothing was changed")
        case .purgeInterrupted:
            Failure(.cancelled, "interrupted: what has expired is gone, but not all groups are compacted")
        }
    }
}

extension FileDamage {
    /// A segment belongs to another group, or has columns that its group does not have.
    static let foreignColumns = FileDamage.other("its columns are not those of its group")
    /// A line of the log has been changed.
    static let invalidLine = FileDamage.other("one of its lines is not valid")
    /// A manifest lacks a change that the log has.
    static let isOldCopy = FileDamage.other("it is older than the last change in the log")

    /// An erasure could not search it.
    static let erasedAddress = FileDamage.other("an erased address may still be in it")

    /// A newer version of cbs wrote it. That is no damage, but keeps it from being read as well.
    static func unknownFormat(_ version: Int) -> FileDamage {
        .other("it has format version \(version), which this version of cbs does not know")
    }

    /// A manifest is in the folder of another group.
    static func ofGroup(_ number: Int) -> FileDamage { .other("it belongs to group \(number)") }
}

extension StoreProblem {
    /// What to do about a store that is damaged, with the name of a folder that is free.
    static func salvageHelp(for store: String) -> String {
        let target = ((try? StoreAddress(store)) ?? .folder(store)).folderForSalvage
        return "save what is whole: cbs salvage \(store.shellQuoted) \(target.shellQuoted)"
    }

    /// A name for a new folder: beside the one that was named, or in it if that has no name of its own.
    static func free(insteadOf folder: String) -> String {
        var parts = folder.split(separator: "/")
        while parts.last == "." { parts.removeLast() }
        if parts.last ?? ".." == ".." { parts.append("store") }
        return StoreAddress.free(like: (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/"))
    }

    /// What to do if a folder cannot be made.
    private static func help(for error: SystemError, creating folder: String) -> String {
        let parent = StoreFence.parent(of: folder)
        return switch error.number {
        // Where nothing can be made, as in /proc, it says the same.
        case ENOENT where access(parent, F_OK) != 0:
            "create the folder around it first: mkdir -p \(parent.shellQuoted)"
        case EACCES, EPERM, EROFS: "name another folder, or make \(parent.quoted) writable"
        default: "name another folder"
        }
    }
}

/// The purpose of a new store.
enum NewStore {
    case account
    /// For what is whole in another store; with the name of a folder that is free.
    case salvage(from: String, free: String)

    /// How to continue with another folder; nil if that needs no advice.
    fileprivate var otherFolder: String? {
        guard case .salvage(let source, let free) = self else { return nil }
        return "save into another folder: cbs salvage \(source.shellQuoted) \(free.shellQuoted)"
    }
}

/// An error of a lower module that can be put in the user's words.
protocol StoreError: Error {
    var failure: Failure { get }
}

extension StorageError: StoreError {
    var failure: Failure {
        switch self {
        case .missing(let path):
            Failure(.storage, path.text.isEmpty ? "the store's folder does not exist" : "the store has no \(path)")
        case .locked(let holder):
            Failure(
                .locked, "another process is changing this store\(holder.map { " (\($0.words))" } ?? "")",
                help: "wait until it has finished, or start cbs with --wait 1m")
        case .overtaken(let holder):
            Failure(
                .locked,
                "another process has taken over this store\(holder.map { " (\($0))" } ?? ""); nothing was changed",
                help: "start again, and check what has changed in the meantime")
        case .lost:
            Failure(
                .locked, "another process has changed this store in the meantime; nothing was changed",
                help: "try again")
        case .unexpectedKind(let path):
            StoreProblem.damaged(path, .irregular).failure
        case .damaged(let path, let damage):
            StoreProblem.damaged(path, damage).failure
        case .server(let problem): problem.failure(at: nil)
        case .system(let operation, let path, let number):
            Failure(
                .storage,
                "cannot \(operation) \(path.text.isEmpty ? "the store" : "\(path) in the store"): "
                    + SystemError(number).message)
        }
    }
}

extension LockHolder {
    /// Who it is, and how long it holds the lock at least.
    fileprivate var words: String {
        end.map { "\(self), until \(Instant(microseconds: $0))" } ?? description
    }
}

extension StorageError {
    /// What keeps one file from being read, after its name; nil if others cannot be read either.
    var wordsOfFile: String? {
        if case .system(_, _, let number) = self, isForbidden { return FileDamage.unreadable(errno: number).words }
        return damage?.words
    }
}

extension SnapshotError {
    /// What keeps one file from being read, after its name; nil if others cannot be read either.
    var wordsOfFile: String? {
        switch self {
        case .storage(let error): error.wordsOfFile
        case .damaged(_, let damage): damage.words
        case .unknownFormat(_, let version): FileDamage.unknownFormat(version).words
        case .cancelled: nil
        }
    }
}

extension SnapshotError: StoreError {
    var failure: Failure {
        switch self {
        case .storage(let error): error.failure
        case .damaged(let path, let damage): StoreProblem.damaged(path, damage).failure
        case .unknownFormat(let path, let version): StoreProblem.unknownFileFormat(path, version).failure
        case .cancelled: StoreProblem.interrupted.failure
        }
    }
}

/// Makes a call to the storage, and puts its errors in the user's words.
func storing<Result>(_ call: @autoclosure () throws(StorageError) -> Result) throws(Failure) -> Result {
    do {
        return try call()
    } catch {
        throw error.failure
    }
}

/// Makes a call that reads or writes rows of snapshots, and puts its errors in the user's words.
func storing<Result>(rows call: @autoclosure () throws(SnapshotError) -> Result) throws(Failure) -> Result {
    do {
        return try call()
    } catch {
        throw error.failure
    }
}

/// Makes several calls of either kind, and puts their errors in the user's words.
func storing<Result, Problem: StoreError>(_ calls: () throws(Problem) -> Result) throws(Failure) -> Result {
    do {
        return try calls()
    } catch {
        throw error.failure
    }
}
