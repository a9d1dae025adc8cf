public import Recipients
internal import Storage

/// An e-mail marketing account: groups of recipients, their automatic backups, and the time.
///
/// Every command is one call that either takes effect as a whole, and durably, or throws a `Failure` and changes nothing.
/// `beginStatement()` comes before each; it makes the call see one time and what other processes wrote.
public final class Account {
    let store: Store
    let location: StoreLocation
    /// The present, the same throughout a statement.
    public var now: Instant { clockReading.now }
    /// What the clock of this statement means.
    var clockReading: ClockReading
    /// Whether the user has asked to stop; asked now and then while a command works, and no more once it commits.
    public var isCancelled: () -> Bool = { false }
    /// Told now and then how far a command is.
    public var progress: ((Progress) -> Void)?
    /// What the user should know of the statement that just ran, besides its result.
    private var warnings: [String] = []
    /// What is good to know of it besides.
    private var notes: [String] = []
    private(set) var holdsLock = false
    var hasWarnedOfClock = false
    /// The zone in which people read and write times.
    public internal(set) var zone = ZoneRules.utc
    /// Who makes changes, as the log names them; the operating system's user, unless `CBS_USER` names somebody.
    public lazy var user: String = UserName.current()
    /// The damaged files that kept an erasure from ending, as they were when that was last tried.
    var triedFiles: [String: TriedFile] = [:]
    /// The system's clock; tests have one of their own.
    var systemNow: () -> Instant = { Clock.system.now }

    init(_ store: Store, _ location: StoreLocation) {
        self.store = store
        self.location = location
        clockReading = ClockReading(trusting: Clock.simulatedStart)
        store.warn = { [unowned self] in warn($0) }
        // What is wrong with it, the first statement tells.
        try? readZone()
    }

    /// The clock of this account.
    public var clock: Clock {
        store.account.simulatedNow.map(Clock.simulated) ?? .system
    }

    // MARK: Statements

    /// Takes the time, reads what other processes wrote since, and puts retention into force.
    public func beginStatement() throws(Failure) {
        (warnings, notes) = ([], [])
        if !holdsLock || store.isUncertain { try store.refresh() }
        try readZone()
        readClock()
        try enforceRetention()
    }

    /// Ends a statement.
    ///
    /// - Parameter keepsLock: Whether the lock of writers, if this program has it, is kept for the next one.
    public func endStatement(keepsLock: Bool) {
        guard holdsLock else { return }
        if keepsLock { return store.endChange() }
        store.unlock()
        holdsLock = false
    }

    /// Comes after the last statement: gives the lock back, if this program has kept it.
    public func close() {
        endStatement(keepsLock: false)
    }

    /// Hands over the warnings of the statement that just ran.
    public func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }

    /// Hands over what is good to know of the statement that just ran.
    public func takeNotes() -> [String] {
        defer { notes = [] }
        return notes
    }

    /// Warns of something, once a statement.
    func warn(_ text: String) {
        if !warnings.contains(text) { warnings.append(text) }
    }

    /// Says what is good to know, once a statement.
    func note(_ text: String) {
        if !notes.contains(text) { notes.append(text) }
    }

    /// Comes before every change: takes the lock of writers and sees what was written until then.
    func beginChange() throws(Failure) {
        if location.isReadOnly { throw StoreProblem.readOnly.failure }
        if holdsLock, !store.isUncertain { return }
        if !holdsLock { try takeLock() }
        // Swept before the manifests are known for certain, what they refer to could go.
        try store.reload()
        try readZone()
        try store.settle()
        try noteClock()
        finishErasures()
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

    /// Lets go of expired backups, and finishes an erasure that was cut off. Where the store cannot be changed now they are only hidden.
    private func enforceRetention() throws(Failure) {
        guard !location.isReadOnly, hasOverdueWork else { return }
        if holdsLock {
            try noteClock()
            finishErasures()
            try purgeExpired()
            return
        }
        // A writer has the lock, another reader reads, or the file system is read-only.
        guard (try? store.lockForClearing()) == true else { return }
        defer { store.unlock() }
        do throws(Failure) {
            try store.reload()
            try store.settle()
            try noteClock()
            finishErasures()
            try purgeExpired()
        } catch {
            if error.code == .damaged { throw error }
            guard hasExpiredData else { return }
            warn("the data of expired backups could not be removed yet: \(error.message)")
        }
    }

    /// Whether there is something to let go of before a command.
    private var hasOverdueWork: Bool {
        hasErasureToFinish || hasClockToNote || hasExpiredData
    }

    /// Whether a backup has expired whose data does not wait.
    var hasExpiredData: Bool {
        let policy = store.account.policy
        return store.totals.oldestBackup.map { policy.hasExpired(backupMade: $0, now: clockReading.horizon) } ?? false
    }

    /// Whether a backup has not expired, or has and is only hidden.
    func isVisible(_ backup: GroupManifest.Backup) -> Bool {
        !store.account.policy.hasExpired(backupMade: backup.created, now: now)
    }
}

extension Account {
    /// Reads one consistent state, although a writer may replace manifests and remove files in the meantime: what fails because the
    /// manifests that this program knows are no longer those of the store is read again with the new ones. A writer that is
    /// faster than that keeps what it no longer needs while the last attempt lasts.
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

    /// Beyond so many a busy writer is the rule, not a coincidence.
    static var unpinnedAttempts: Int { 3 }

    /// Runs a call while no other process removes a file.
    func pinned<Result>(_ call: () throws(Failure) -> Result) throws(Failure) -> Result {
        if holdsLock { return try call() }
        try storing(store.storage.pin())
        defer { store.storage.unpin() }
        return try call()
    }

    /// Whether another process has changed the store since this program read its manifests, which it then does again.
    func hasFallenBehind() throws(Failure) -> Bool {
        if holdsLock { return false }
        let known = store.knownGroups
        try store.reload()
        return store.knownGroups != known
    }
}
