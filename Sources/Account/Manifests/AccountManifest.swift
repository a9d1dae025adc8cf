internal import Recipients

/// What `account.json` holds: what is true of the whole account.
struct AccountManifest: Codable, Hashable {
    var format = Self.currentFormat
    /// The account's switch for automatic backups.
    var keepsBackups = true
    var retentionSeconds = RetentionPolicy.standard.seconds
    /// The time of a simulated clock; nil for the system's clock.
    var simulatedNow: Instant?
    /// Set while the system's clock stands before the last change: then time goes on from there.
    var steadyClock: SteadyClock?
    /// The highest id of a backup, and the highest number of a group, that no manifest holds any more.
    var highestBackup = 0
    var highestGroup = 0
    /// The numbers of the groups that are gone: one that is neither here nor there is missing. Nil in a store of a cbs that
    /// did not note them, until the next group goes.
    var removedGroups: NumberSet?
    /// Who was erased; nil if nobody ever was.
    var erasures: ErasureRegister?
    /// The address of an erasure that has begun and not yet ended.
    var unfinishedErasure: String?
    /// What the log says of the last change, in case that line did not reach the log.
    var journal: LogEntry?

    static let currentFormat = 2
    static let knownFormats = 1...currentFormat

    var policy: RetentionPolicy {
        RetentionPolicy(retention: TimeSpan(seconds: retentionSeconds))
    }
}
