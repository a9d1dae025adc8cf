public import Recipients
internal import Storage

/// An e-mail marketing account: groups of recipients, their automatic backups, and the time.
///
/// Every command is one call that either takes effect as a whole, and durably, or throws a `Failure` and changes
/// nothing. `beginStatement()` must precede each command, so that it sees a single time and what other processes have
/// written.
public final class Account {
    let store: Store
    let location: StoreLocation
    /// The present, the same throughout a statement.
    public var now: Instant { clockReading.now }
    /// What the clock of this statement says and means.
    var clockReading: ClockReading
    /// Whether the user has asked to stop. Called now and then while a command works, but not once it commits.
    public var isCancelled: () -> Bool = { false } { didSet { store.storage.heed(isCancelled) } }
    /// Called now and then with the progress of a command.
    public var progress: ((Progress) -> Void)?
    /// What the user should know about the last statement, besides its result.
    var notices = AccountNotices()
    private(set) var holdsLock = false
    var hasWarnedOfClock = false
    /// The zone in which people read and write times.
    public internal(set) var zone = ZoneRules.utc
    /// Who makes changes, as the log names them; the operating system's user, unless `CBS_USER` names somebody.
    public lazy var user: String = UserName.current()
    /// The damaged files that kept an erasure from finishing, with their versions when that was last tried.
    var triedFiles: [String: TriedFile] = [:]
    /// The system's time; tests replace it.
    var systemNow: () -> Instant = { Clock.system.now }

    init(_ store: Store, _ location: StoreLocation) {
        self.store = store
        self.location = location
        clockReading = ClockReading(trusting: Clock.simulatedStart)
        store.warn = { [unowned self] in warn($0) }
        // If the zone cannot be read, the first statement reports that.
        try? readZone()
    }

    /// The clock of this account.
    public var clock: Clock {
        store.account.simulatedNow.map(Clock.simulated) ?? .system
    }

    // MARK: Statements

    /// Reads the time and what other processes have written since, and enforces the retention.
    public func beginStatement() throws(Failure) {
        notices = AccountNotices()
        if holdsLock, !store.isUncertain { try store.checkUnchanged() } else { try store.refresh() }
        try readZone()
        readClock()
        try enforceRetention()
    }

    /// Ends a statement.
    ///
    /// - Parameter keepsLock: Whether to keep the lock of writers, if this program holds it, for the next statement.
    public func endStatement(keepsLock: Bool) {
        guard holdsLock else { return }
        if keepsLock { return store.endChange() }
        store.unlock()
        holdsLock = false
    }

    /// From now on, a change may become durable only while the next statement runs. Nobody may hear of it, and nothing
    /// outside of the account be based on it, before `finishChange()` or the next change.
    ///
    /// - Parameter beforeChange: Called before each change, when those before it are durable. An error keeps it from
    ///   being made.
    public func deferChanges(_ beforeChange: @escaping () throws(Failure) -> Void) {
        store.defersCommits = true
        store.beforeCommit = beforeChange
    }

    /// Whether the last change is not durable yet.
    public var isChangeUnfinished: Bool { store.isCommitUnfinished }

    /// Waits until the last change is durable. If it may not be, there is a warning.
    public func finishChange() { store.finishCommit() }

    /// To be called after the last statement: gives the lock back, if this program has kept it.
    public func close() {
        endStatement(keepsLock: false)
    }

    /// Returns the warnings of the last statement, and what is good to know about it, and clears both.
    public func takeNotices() -> (warnings: [MessageText], notes: [MessageText]) {
        (notices.takeWarnings().map(\.text), notices.takeNotes().map(\.text))
    }

    /// Returns the warnings of the last statement, with instants in full, and clears them.
    public func takeWarnings() -> [String] { notices.takeWarnings().map(\.text.plain) }

    /// Returns what is good to know about the last statement, with instants in full, and clears it.
    public func takeNotes() -> [String] { notices.takeNotes().map(\.text.plain) }

    /// Adds a warning, unless the statement has the same one already.
    func warn(_ warning: AccountWarning) { notices.add(warning) }

    /// Adds a note, unless the statement has the same one already.
    func note(_ note: AccountNote) { notices.add(note) }

    /// Refuses every change to an account that was opened only for reading.
    ///
    /// - Throws: `read-only`.
    public func requireWritable() throws(Failure) {
        if location.isReadOnly { throw StoreProblem.readOnly.failure }
    }

    /// Must precede every change: takes the lock of writers and reads what has been written up to then.
    func beginChange() throws(Failure) {
        try requireWritable()
        if holdsLock, !store.isUncertain { return }
        if !holdsLock { try takeLock() }
        // If files were swept before the manifests are known for certain, files that they refer to could be removed.
        try store.reload()
        try readZone()
        try store.settle()
        try prepareToPurge()
        // Every change comes here: it reads all manifests only if there is something to remove.
        try purgeOverdue()
    }

    private func takeLock() throws(Failure) {
        do throws(Failure) {
            try store.lock(Patience(location.wait, isCancelled: isCancelled))
        } catch {
            if error.code == .locked, isCancelled() { throw StoreProblem.interrupted.failure }
            throw error
        }
        holdsLock = true
    }

    // MARK: Retention

    /// Removes expired backups, and finishes an interrupted erasure. If the store cannot be changed now, backups are
    /// only hidden.
    private func enforceRetention() throws(Failure) {
        guard !location.isReadOnly, hasOverdueWork else { return }
        if holdsLock { return try doOverdueWork() }
        // Nothing is removed if a writer has the lock, another reader is reading, or the file system is read-only.
        guard (try? store.lockForClearing()) == true else { return }
        defer { store.unlock() }
        do throws(Failure) {
            try store.reload()
            try store.settle()
            try doOverdueWork()
        } catch {
            if error.code == .damaged { throw error }
            guard hasExpiredData else { return }
            warn(.expiredDataStays(error))
        }
    }

    private func doOverdueWork() throws(Failure) {
        try prepareToPurge()
        try purgeExpired()
    }

    /// What must precede a purge; the lock is held. The clock decides what has expired. An erasure that waits for a
    /// file knows it by its path: a purge could write the rows of the file, with the address, to another one.
    private func prepareToPurge() throws(Failure) {
        try noteClock()
        finishErasures()
    }

    /// Whether there is something to remove or to record before a command.
    private var hasOverdueWork: Bool {
        hasErasureToFinish || hasClockToNote || hasExpiredData
    }

    /// Whether there is an expired backup whose data does not wait.
    var hasExpiredData: Bool {
        let policy = store.account.policy
        return store.totals.oldestBackup.map { policy.hasExpired(backupMade: $0, now: clockReading.horizon) } ?? false
    }

    /// Whether a backup has not expired yet. An expired one that still exists is hidden.
    func isVisible(_ backup: GroupManifest.Backup) -> Bool {
        !store.account.policy.hasExpired(backupMade: backup.created, now: now)
    }
}

extension Account {
    /// Reads one consistent state, although a writer may replace manifests and remove files meanwhile. If a read fails
    /// because the manifests known to this program are outdated, it is repeated with the current ones. The last attempt
    /// pins the files, so that even a very fast writer removes none of them.
    func reading<Result>(_ call: @autoclosure () throws(Failure) -> Result) throws(Failure) -> Result {
        for _ in 0..<Self.unpinnedAttempts {
            do throws(Failure) {
                return try call()
            } catch {
                guard error.code == .damaged, try hasFallenBehind() else { throw error }
            }
        }
        return try pinned { () throws(Failure) in
            try store.reload()
            return try call()
        }
    }

    /// If more attempts fail, a busy writer is the rule rather than a coincidence.
    static var unpinnedAttempts: Int { 3 }

    /// Makes a call while no other process removes files.
    ///
    /// - Throws: `locked` if another process removes files for longer than a pin waits, besides what the call throws.
    func pinned<Result>(_ call: () throws(Failure) -> Result) throws(Failure) -> Result {
        if holdsLock { return try call() }
        do throws(StorageError) {
            try store.storage.pin(isCancelled: isCancelled)
        } catch {
            if case .locked = error, isCancelled() { throw StoreProblem.interrupted.failure }
            throw error.failure
        }
        defer { store.storage.unpin() }
        return try call()
    }

    /// Whether another process has changed the store since this program read its manifests. If so, they have been read
    /// again.
    func hasFallenBehind() throws(Failure) -> Bool {
        if holdsLock { return false }
        let known = store.knownGroups
        try store.reload()
        return store.knownGroups != known
    }
}
