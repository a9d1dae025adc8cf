internal import JSONRecords
internal import Recipients

/// The content of `account.json`: everything that concerns the account as a whole.
struct AccountManifest: Hashable {
    var format = Self.currentFormat
    /// Identifies this store, for its copies; nil before format 3.
    var identity: String?
    /// Who wrote this manifest; nil before format 3.
    var writer: ManifestWriter?
    /// How this store was last made a copy of another; nil if it never was.
    var copy: CopyMark?
    /// The account's setting for automatic backups.
    var keepsBackups = true
    var retentionSeconds = RetentionPolicy.standard.seconds
    /// What happens if an import looks like an accident; nil for a warning.
    var guardAction: GuardAction?
    /// The IANA name of the zone in which people read and write times; nil for UTC.
    var timeZone: String?
    /// The time of a simulated clock; nil for the system clock.
    var simulatedNow: Instant?
    /// What was last seen of the system clock; nil for a simulated clock, and before it mattered.
    var seen: SeenTime?
    /// Set while the system clock is behind the last time seen: time then continues from there.
    var steadyClock: SteadyClock?
    /// The highest backup id, and the highest group number, that was used and is in no manifest any more.
    var highestBackup = 0
    var highestGroup = 0
    /// The numbers of the groups that have been removed: a number that is neither here nor in a manifest is a missing
    /// group. Nil in a store of an older cbs, which did not record them, until the next group is removed.
    var removedGroups: NumberSet?
    /// The addresses that were erased; nil if none ever was.
    var erasures: AddressRegister?
    /// Erasures that have begun but not finished; nil for none.
    var pendingErasures: [PendingErasure]?
    /// The address of an erasure that an older cbs began and did not finish.
    var unfinishedErasure: String?
    /// The log entry of the last change, in case it did not reach the log.
    var journal: LogEntry?

    static let currentFormat = 3
    static let knownFormats = 1...currentFormat

    /// Whether it has everything that a manifest of the current format has.
    var isComplete: Bool { format == Self.currentFormat && erasures != nil && removedGroups != nil }

    var policy: RetentionPolicy {
        RetentionPolicy(retention: TimeSpan(seconds: retentionSeconds))
    }
}

/// Identifies the write that a manifest comes from: by this, a writer recognises its own if the answer to a replacement
/// did not arrive.
struct ManifestWriter: Hashable {
    /// The epoch of the writer's lock.
    let epoch: Int
    /// 16 random hexadecimal digits.
    let write: String

    /// A new write, which cannot be mistaken for another.
    init(epoch: Int) {
        self.epoch = epoch
        write = RandomDigits.make()
    }
}

/// What a copy of a store records about its making, to tell whether anything else has changed it since.
struct CopyMark: Hashable {
    /// The epoch of the copier's lock on the copy.
    let epoch: Int
    /// The number of the log line of the last change that was copied; 0 for none. Expiry or compaction later, in the
    /// store or in the copy, adds lines that are not changes.
    let sequence: Int
    /// How many records of activity there were: these have no lines in the log.
    let records: Int
}

/// 64 random bits from the system, in 16 hexadecimal digits.
enum RandomDigits {
    static func make() -> String { UInt64.random(in: .min ... .max).hexadecimalDigits }

    /// Whether a text can have been made here.
    static func isMade(_ text: String) -> Bool { UInt64(hexadecimalDigits: text) != nil }
}

/// A set of numbers that are mostly neighbours, written as ranges: `1-3,7`.
struct NumberSet: Hashable {
    /// In ascending order, without neighbours that touch.
    private var ranges: [ClosedRange<Int>] = []

    init(_ numbers: some Sequence<Int> = []) {
        for number in numbers { insert(number) }
    }

    /// - Complexity: Logarithmic in the number of ranges.
    func contains(_ number: Int) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(number)
    }

    mutating func insert(_ number: Int) {
        let index = ranges.firstIndex { number <= $0.upperBound } ?? ranges.endIndex
        if index < ranges.endIndex, ranges[index].contains(number) { return }
        var range = number...number
        if index < ranges.endIndex, ranges[index].lowerBound - 1 == number {
            range = number...ranges.remove(at: index).upperBound
        }
        if index > 0, ranges[index - 1].upperBound == number - 1 {
            ranges[index - 1] = ranges[index - 1].lowerBound...range.upperBound
        } else {
            ranges.insert(range, at: index)
        }
    }
}

extension AccountManifest: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        format = try members.value("format")
        identity = try members.optional("identity")
        writer = try members.optional("writer")
        copy = try members.optional("copy")
        keepsBackups = try members.value("keepsBackups")
        retentionSeconds = try members.value("retentionSeconds")
        guardAction = try members.optional("guardAction")
        timeZone = try members.optional("timeZone")
        simulatedNow = try members.optional("simulatedNow")
        seen = try members.optional("seen")
        steadyClock = try members.optional("steadyClock")
        highestBackup = try members.value("highestBackup")
        highestGroup = try members.value("highestGroup")
        removedGroups = try members.optional("removedGroups")
        erasures = try members.optional("erasures")
        pendingErasures = try members.optional("pendingErasures")
        unfinishedErasure = try members.optional("unfinishedErasure")
        journal = try members.optional("journal")
    }

    var json: JSONValue {
        JSONValue(members: [
            "format": format.json,
            "identity": identity?.json,
            "writer": writer?.json,
            "copy": copy?.json,
            "keepsBackups": keepsBackups.json,
            "retentionSeconds": retentionSeconds.json,
            "guardAction": guardAction?.json,
            "timeZone": timeZone?.json,
            "simulatedNow": simulatedNow?.json,
            "seen": seen?.json,
            "steadyClock": steadyClock?.json,
            "highestBackup": highestBackup.json,
            "highestGroup": highestGroup.json,
            "removedGroups": removedGroups?.json,
            "erasures": erasures?.json,
            "pendingErasures": pendingErasures?.json,
            "unfinishedErasure": unfinishedErasure?.json,
            "journal": journal?.json,
        ])
    }
}

extension ManifestWriter: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        epoch = try members.value("epoch")
        write = try members.value("write")
    }

    var json: JSONValue {
        JSONValue(members: [
            "epoch": epoch.json,
            "write": write.json,
        ])
    }
}

extension CopyMark: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        epoch = try members.value("epoch")
        sequence = try members.value("sequence")
        records = try members.value("records")
    }

    var json: JSONValue {
        JSONValue(members: [
            "epoch": epoch.json,
            "sequence": sequence.json,
            "records": records.json,
        ])
    }
}

extension NumberSet: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        for part in try String(json: json).split(separator: ",") {
            let ends = part.split(separator: "-").map { Int($0) ?? -1 }
            guard let first = ends.first, let last = ends.last, ends.count <= 2, first > ranges.last?.upperBound ?? 0,
                first <= last, last <= GroupManifest.highestNumber
            else { throw JSONMismatch() }
            ranges.append(first...last)
        }
    }

    var json: JSONValue {
        let parts = ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
        return parts.joined(separator: ",").json
    }
}
